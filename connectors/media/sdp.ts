/** The side of a call that isn't there: the answer (RFC 3264) that a prompt stands behind. */
import { parse, write } from 'sdp-transform'
import { HubError } from '../../core/error.ts'

/** Whether the offer is a WebRTC one, or otherwise asks for ICE (RFC 8839). */
export function offersIce(offer: string): boolean {
  const { iceUfrag, media } = parse(offer)
  return iceUfrag !== undefined || media.some(one => one.iceUfrag !== undefined)
}

/** Payload types that need no a=rtpmap (RFC 3551 table 4). */
const fixed: Readonly<Record<number, string>> = { 0: 'PCMU', 8: 'PCMA' }
const speaks = new Set(['PCMA', 'PCMU', 'telephone-event'])

/**
 * Answers the first audio stream with what it offers of PCMA, PCMU and telephone-event, in its order, at port 9 ("discard": nothing is
 * received there), and turns all other streams down (RFC 3264 section 6). Throws HubError `media.refused` where there is no such audio.
 */
export function answerTo(offer: string): string {
  const { media } = parse(offer)
  const audio = media.find(one => one.type === 'audio' && one.port !== 0)
  if (!audio) throw new HubError('media.refused', 488, { reason: 'no audio offered' })

  const named = new Map(audio.rtp.map(({ payload, codec, rate }) => [payload, rate === 8000 ? codec : '']))
  const codecs = String(audio.payloads ?? '') // A single one is parsed as a number.
    .split(' ')
    .map(Number)
    .map(payload => ({ payload, codec: named.get(payload) ?? fixed[payload] ?? '', rate: 8000 }))
    .filter(({ codec }) => speaks.has(codec))
  if (!codecs.some(({ codec }) => codec !== 'telephone-event')) {
    throw new HubError('media.refused', 488, { reason: 'no codec in common' })
  }

  const nowhere = { connection: { version: 4, ip: '127.0.0.1' } } as const
  return write({
    version: 0,
    origin: {
      username: '-',
      sessionId: Date.now(),
      sessionVersion: 1,
      netType: 'IN',
      ipVer: 4,
      address: '127.0.0.1',
    },
    name: '-',
    timing: { start: 0, stop: 0 },
    ...nowhere,
    media: media.map(one => {
      if (one !== audio) {
        return {
          type: one.type,
          port: 0,
          protocol: one.protocol,
          payloads: String(one.payloads ?? '0'),
          rtp: [],
          fmtp: [],
        }
      }
      const events = codecs.find(({ codec }) => codec === 'telephone-event')
      return {
        type: 'audio',
        port: 9,
        protocol: one.protocol,
        payloads: codecs.map(({ payload }) => payload).join(' '),
        rtp: codecs,
        fmtp: events ? [{ payload: events.payload, config: '0-15' }] : [],
        direction: one.direction === 'recvonly' ? 'sendonly' : 'sendrecv',
      }
    }),
  })
}
