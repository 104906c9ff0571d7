/**
 * The NG commands in use, with what they answer. Each throws HubError `media.refused` (rtpengine said no, and why) or
 * `media.unavailable` (it said nothing). https://rtpengine.readthedocs.io/en/latest/ng_control_protocol.html
 */
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { Command, Ng } from './ng.ts'

/** One side of a call, named as SIP names it. */
export interface Side {
  readonly callId: string
  readonly fromTag: string
}

async function ask<Content>(ng: Ng, command: Command, content: z.ZodType<Content>): Promise<Content> {
  const reply = await ng.send(command)
  const parsed = content.safeParse(reply)
  if ((reply.result === 'ok' || reply.result === 'pong') && parsed.success) return parsed.data
  const reason = reply['error-reason'] ?? reply.result
  throw new HubError('media.refused', 502, { command: command.command, reason })
}

const done = z.object({})
const withSdp = z.object({ sdp: z.string().min(1) })

const about = (side: Side) => ({ 'call-id': side.callId, 'from-tag': side.fromTag })
const replaced = ['origin', 'session-connection']

export const ping = (ng: Ng) => ask(ng, { command: 'ping' }, done)

/** Towards a plain RTP side whatever the caller speaks (SRTP, DTLS, ICE), with PCMA among the codecs. Gives the SDP for it. */
export const offer = (ng: Ng, side: Side, sdp: string) =>
  ask(
    ng,
    {
      command: 'offer',
      ...about(side),
      sdp,
      replace: replaced,
      ICE: 'remove',
      'transport-protocol': 'RTP/AVP',
      'rtcp-mux': ['demux'],
      codec: { transcode: ['PCMA'] },
    },
    withSdp,
  )

/** Gives the SDP for whoever offered; `ice` where the offer had it. */
export const answer = (ng: Ng, side: Side & { toTag: string; ice: boolean }, sdp: string) =>
  ask(
    ng,
    {
      command: 'answer',
      ...about(side),
      'to-tag': side.toTag,
      sdp,
      replace: replaced,
      'rtcp-mux': ['accept'],
      ICE: side.ice ? 'force' : 'remove',
    },
    withSdp,
  )

/** Frees the ports and ends what plays. A call that isn't there is no error. */
export const deleteCall = (ng: Ng, side: Side) => ask(ng, { command: 'delete', ...about(side) }, done)

/** `file` as rtpengine's process sees it; `duration` in milliseconds. What played before is replaced. */
export const playMedia = (ng: Ng, side: Side, file: string) =>
  ask(ng, { command: 'play media', ...about(side), file }, z.object({ duration: z.number().positive() }))

export const stopMedia = (ng: Ng, side: Side) => ask(ng, { command: 'stop media', ...about(side) }, done)

/** Packets and bytes of RTP that a call has seen in all. */
export const query = (ng: Ng, callId: string) =>
  ask(
    ng,
    { command: 'query', 'call-id': callId },
    z.object({ totals: z.object({ RTP: z.object({ packets: z.number(), bytes: z.number() }) }) }),
  )

const stream = z.object({ stats: z.object({ packets: z.number() }) })
const side = z.object({ tag: z.string(), medias: z.array(z.object({ streams: z.array(stream) })) })

/** Packets that came from each side, by its tag. Branches where nobody answered have none. */
export const packetsBySide = async (ng: Ng, callId: string): Promise<ReadonlyMap<string, number>> => {
  const { tags } = await ask(
    ng,
    { command: 'query', 'call-id': callId },
    z.object({ tags: z.record(z.string(), side) }),
  )
  const counts = new Map<string, number>()
  for (const { tag, medias } of Object.values(tags)) {
    const packets = medias.flatMap(({ streams }) => streams.map(({ stats }) => stats.packets))
    if (tag !== '') counts.set(tag, (counts.get(tag) ?? 0) + packets.reduce((sum, count) => sum + count, 0))
  }
  return counts
}

/** The Call-IDs that rtpengine has, at most `limit`. */
export const list = async (ng: Ng, limit = 32) =>
  (await ask(ng, { command: 'list', limit }, z.object({ calls: z.array(z.string()) }))).calls
