/** Media without sound: says what the real one would, and keeps what it was asked to play. */
import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { parse, write } from 'sdp-transform'
import { HubError } from '../../core/error.ts'
import type { Media } from './port.ts'
import { answerTo, offersIce } from './sdp.ts'

export interface FakeMedia extends Media {
  readonly played: readonly { readonly callId: string; readonly file: string }[]
  /** Call-IDs of the announcements that have not ended. */
  open(): readonly string[]
  /** A packet comes from this side of a relayed call. */
  heardFrom(callId: string, tag: string): void
  /** As if the real system went away, or came back. */
  reachable(yes: boolean): void
}

/** The hub's prompts are MP3 at a constant 32 kbit/s. */
const bytesPerMillisecond = 4

const lengthOf = async (file: string) =>
  isAbsolute(file)
    ? await stat(file).then(
        ({ size }) => size / bytesPerMillisecond,
        () => undefined,
      )
    : undefined

export function fakeMedia(): FakeMedia {
  const played: { callId: string; file: string }[] = []
  const open = new Map<object, string>()
  const heard = new Map<string, ReadonlyMap<string, number>>()
  let started = false
  let there = true

  const check = () => {
    if (!started || !there)
      throw new HubError('media.unavailable', 503, { reason: started ? 'time-out' : 'not started' })
  }

  return {
    played,
    open: () => [...open.values()],
    reachable(yes) {
      there = yes
    },
    async announce(call) {
      check()
      const sdp = answer(call.sdp)
      const announcement = {
        sdp,
        async play(file: string) {
          check()
          const milliseconds = await lengthOf(file)
          if (milliseconds === undefined || !open.has(announcement)) throw new HubError('media.refused', 409, { file })
          played.push({ callId: call.callId, file })
          return { milliseconds }
        },
        async end() {
          open.delete(announcement)
        },
      }
      open.set(announcement, call.callId)
      return announcement
    },
    async play({ callId }, file) {
      check()
      const milliseconds = await lengthOf(file)
      if (milliseconds === undefined || ![...open.values()].includes(callId)) {
        throw new HubError('media.refused', 409, { file })
      }
      played.push({ callId, file })
      return { milliseconds }
    },
    async silence() {},
    async packets(callId) {
      check()
      return heard.get(callId)
    },
    heardFrom(callId, tag) {
      const sides = heard.get(callId) ?? new Map<string, number>()
      heard.set(callId, new Map([...sides, [tag, (sides.get(tag) ?? 0) + 1]]))
    },
    async start() {
      started = true
    },
    async stop() {
      started = false
      open.clear()
    },
    async alive() {
      return started && there
    },
  }
}

/** With a fingerprint and a candidate that are well-formed and lead nowhere, where the offer has such. */
function answer(offer: string): string {
  if (!offersIce(offer)) return answerTo(offer)
  const { media, ...session } = parse(answerTo(offer))
  const encrypted = {
    iceUfrag: 'fake',
    icePwd: 'fakefakefakefakefakefake',
    fingerprint: { type: 'sha-256', hash: Array(32).fill('00').join(':') },
    setup: 'active',
    rtcpMux: 'rtcp-mux',
    candidates: [
      { foundation: '1', component: 1, transport: 'UDP', priority: 1, ip: '127.0.0.1', port: 9, type: 'host' },
    ],
  } as const
  const streams = media.map(one =>
    one.port === 0 ? one : { ...one, ...encrypted, candidates: [...encrypted.candidates] },
  )
  return write({ ...session, media: streams })
}
