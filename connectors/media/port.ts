/** Media: sound to and from a call. Relaying between phones happens beside this port, from the signalling side. */
import { definePort } from '../../core/define.ts'

export interface Announcement {
  /** The SDP answer to send to the caller before the call is answered. */
  readonly sdp: string
  /** Plays a file once; resolves with its length in milliseconds as soon as it has begun. */
  play(file: string): Promise<{ milliseconds: number }>
  /** Frees what was taken. Safe to call twice. */
  end(): Promise<void>
}

export interface Media {
  /** Prepares sound towards a caller who was not answered yet. `sdp` is the caller's offer. */
  announce(call: { callId: string; fromTag: string; sdp: string }): Promise<Announcement>
  start(): Promise<void>
  stop(): Promise<void>
  /** Asks the real system whether it is there. */
  alive(): Promise<boolean>
}

export const media = definePort<Media>('media')
