/**
 * Media: sound to and from a call. Relaying between phones happens beside this port, from the signalling side.
 * Errors are HubError `media.unavailable` (the real system doesn't answer within a second) and `media.refused` (it won't: an offer
 * without audio it can speak, a file that isn't there, an announcement that has ended).
 */
import { definePort } from '../../core/define.ts'

export interface Announcement {
  /** The SDP answer to send to the caller before the call is answered. */
  readonly sdp: string
  /** Plays a file (an absolute path) once; resolves with its length in milliseconds as soon as it has begun. */
  play(file: string): Promise<{ milliseconds: number }>
  /** Stops what plays and frees what was taken. Safe to call twice; never fails because the real system is gone. */
  end(): Promise<void>
}

export interface Media {
  /** Prepares sound towards a caller who was not answered yet. `sdp` is the caller's offer. */
  announce(call: { callId: string; fromTag: string; sdp: string }): Promise<Announcement>
  /**
   * Plays a file (an absolute path) once to one side of a call that is relayed; what played to it is replaced. `tag`: that side's. Resolves
   * with its length in milliseconds as soon as it has begun.
   */
  play(side: { callId: string; tag: string }, file: string): Promise<{ milliseconds: number }>
  /** Stops what plays there; no harm where nothing does. */
  silence(side: { callId: string; tag: string }): Promise<void>
  /**
   * Packets that have come so far from each side of a relayed call, by its tag: sound, pictures, reports of them (RTCP). Undefined where the
   * call isn't known. Nothing more comes from who is on hold, and from a phone that has died.
   */
  packets(callId: string): Promise<ReadonlyMap<string, number> | undefined>
  start(): Promise<void>
  stop(): Promise<void>
  /** Asks the real system whether it is there. */
  alive(): Promise<boolean>
}

export const media = definePort<Media>('media')
