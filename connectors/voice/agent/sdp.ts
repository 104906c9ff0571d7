/** The session descriptions of a leg (RFC 8866, RFC 3264): PCMA and digits, at the agent or wherever the sound is to go. */
import { parse } from 'sdp-transform'
import type { RtpAddress } from '../line.ts'

/** What the other side says of its first audio stream. */
export interface Heard {
  /** Undefined where it has none that we speak, or none at all. */
  readonly rtp: RtpAddress | undefined
  /** Payload type of telephone-event; undefined without. */
  readonly digits: number | undefined
  readonly direction: Direction
}
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

export interface Said {
  readonly rtp: RtpAddress
  readonly direction?: Direction
  /** Name of the session and how often it was described: o= says both. */
  readonly session: string
  readonly version: number
  readonly digits?: number
}

/** Payload type of telephone-event where we choose. */
export const ourDigits = 101

export function hear(sdp: string): Heard {
  const session = parse(sdp)
  const audio = session.media.find(one => one.type === 'audio' && one.port !== 0)
  const address = audio?.connection?.ip ?? session.connection?.ip
  const digits = audio?.rtp.find(one => one.codec.toLowerCase() === 'telephone-event' && (one.rate ?? 8000) === 8000)
  const speaks = String(audio?.payloads ?? '')
    .split(' ')
    .includes('8')
  return {
    rtp: audio && address !== undefined && speaks ? { address, port: audio.port } : undefined,
    digits: digits?.payload,
    direction: audio?.direction ?? (session.direction as Direction | undefined) ?? 'sendrecv',
  }
}

export const offerOf = (said: Said): string => described(said, [audioLines(said)])

/** Takes the first audio stream and no other. */
export function answerOf(said: Said, offer: string): string {
  let taken = false
  const media = parse(offer).media.map(one => {
    if (!taken && one.type === 'audio' && one.port !== 0) {
      taken = true
      return audioLines(said)
    }
    return [`m=${one.type} 0 ${one.protocol} ${one.payloads ?? '0'}`]
  })
  return described(said, media)
}

/** What is answered to a direction (RFC 3264 section 6.1). */
export const facing = (direction: Direction): Direction =>
  direction === 'sendonly' ? 'recvonly' : direction === 'recvonly' ? 'sendonly' : direction

function described({ rtp, session, version }: Said, media: readonly (readonly string[])[]): string {
  const kind = rtp.address.includes(':') ? 'IP6' : 'IP4'
  const head = [`o=- ${session} ${version} IN ${kind} ${rtp.address}`, 's=-', `c=IN ${kind} ${rtp.address}`, 't=0 0']
  return ['v=0', ...head, ...media.flat(), ''].join('\r\n')
}

const audioLines = ({ rtp, direction = 'sendrecv', digits = ourDigits }: Said): readonly string[] => [
  `m=audio ${rtp.port} RTP/AVP 8 ${digits}`,
  'a=rtpmap:8 PCMA/8000',
  `a=rtpmap:${digits} telephone-event/8000`,
  `a=fmtp:${digits} 0-15`,
  'a=ptime:20',
  `a=${direction}`,
]
