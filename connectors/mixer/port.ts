/**
 * Rooms in which everybody hears all but themselves. Speaks plain RTP; who is in a room, and why, is for the voice agent to know.
 * Errors are HubError `mixer.unavailable` (the real system doesn't answer within 2 s) and `mixer.refused` (it won't, and why).
 */
import { definePort } from '../../core/define.ts'

/** Where RTP of one side is received. */
export interface RtpAddress {
  /** IP address. */
  readonly address: string
  readonly port: number
}

export interface Place {
  /** Send PCMA (payload type 8, 20 ms) here. */
  readonly rtp: RtpAddress
  /** Hears, and isn't heard. */
  mute(muted: boolean): Promise<void>
  /** Safe to call twice; never fails because the real system is gone. */
  leave(): Promise<void>
  /** Resolves when the place is no more, by `leave` or because the real system went: then nobody in the room hears anybody. */
  readonly over: Promise<'left' | 'lost'>
}

export interface Mixer {
  /**
   * Joins a room, which is there while somebody is in it. `rtp`: where the participant wants to hear the others; only from there it is
   * listened to.
   */
  join(room: string, participant: { readonly rtp: RtpAddress; readonly muted?: boolean }): Promise<Place>
  /** Connects, and connects again for as long as it takes. */
  start(): void
  /** All leave. */
  stop(): Promise<void>
  connected(): boolean
}

export const mixer = definePort<Mixer>('mixer')
