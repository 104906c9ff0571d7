/** How a browser's media finds a way where it can't go straight: STUN (RFC 8489) and TURN (RFC 8656) servers. */
import { definePort } from '../../core/define.ts'

/** As WebRTC takes it (RTCIceServer). */
export interface IceServer {
  readonly urls: readonly string[]
  readonly username?: string | undefined
  readonly credential?: string | undefined
}

export interface Relay {
  /** For one person, good for a day; none where there is no relay. */
  serversFor(person: string): readonly IceServer[]
}

export const relay = definePort<Relay>('relay')
