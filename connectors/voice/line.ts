/** One call's side that ends at an agent, as the steps see it: by SIP and RTP in agent/, in memory in fake.ts. */
import type { RtpAddress } from '../mixer/port.ts'
import type { Sound } from './port.ts'

export type { RtpAddress } from '../mixer/port.ts'

/** Sound being written to a file. */
export interface Recording {
  /** Settles by itself when enough was said, or nothing for long enough. */
  readonly over: Promise<'silence' | 'limit'>
  /** Resolves with the length in milliseconds when the file is whole. Safe to call twice. */
  stop(): Promise<number>
}

export interface Line {
  /** SIP Call-ID. */
  readonly callId: string
  readonly answered: boolean
  /** Where the other side's media server receives: what another line is pointed at to be heard here. Undefined until it has said so. */
  readonly faces: RtpAddress | undefined
  /** Where it was not answered yet. */
  answer(): Promise<void>
  /** The other side hears that it rings, where it was not answered yet. */
  ring(): void
  /** Once; resolves when it is over, or at once when `signal` stops it. Before answer as early media. */
  play(sound: Sound | { readonly tone: 'ringing' }, signal: AbortSignal): Promise<void>
  /** Tells each digit (0 to 9, *, #) from now on, until the function that it gives is called. */
  onDigit(listener: (digit: string) => void): () => void
  record(to: { readonly file: string; readonly longest: number; readonly silence: number }): Recording
  /** The other side is heard there from now on, and hears what comes from there; undefined: here again. */
  pointMediaAt(address: RtpAddress | undefined): Promise<void>
  /** With a final status where it was not answered, 480 unless given. */
  hangUp(sipStatus?: number): void
  /** Never rejects. */
  readonly ended: Promise<'other' | 'agent' | 'lost'>
}

/** One that the agent made. */
export interface OutgoingLine extends Line {
  /** The final status of its INVITE: 2xx when it was answered. Never rejects. */
  readonly connected: Promise<number>
}
