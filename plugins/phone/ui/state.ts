/** What a browser's phone is doing, as every tab shows it. Plain data: it goes from tab to tab. */
import type { PhoneCall } from '../contract.ts'

/** Why this browser is no phone though it should be. */
export const problems = ['insecure', 'unsupported', 'no-microphone', 'refused', 'in-use'] as const
export type Problem = (typeof problems)[number]

/** `poor`: words get lost. `silent`: nothing has come from the other side for a while. */
export type Quality = 'good' | 'poor' | 'silent'

export interface CallState extends PhoneCall {
  /** Id in the log, once the hub has said so. */
  readonly id: string | undefined
  /** Milliseconds by this machine's clock. */
  readonly answeredAt: number | undefined
  readonly muted: boolean
  readonly held: boolean
  readonly heldByThem: boolean
  readonly quality: Quality
  /** What this side shows. */
  readonly shows: 'camera' | 'screen' | undefined
  /** Whether a picture comes from the other side. */
  readonly seen: boolean
  /** Something is heard before answer: an announcement, the other network's ringing. */
  readonly early: boolean
  /** Digits pressed in this call. */
  readonly digits: string
}

export interface PhoneState {
  /** `off`: not wanted, or not possible; `lost`: was registered, and tries to be again. */
  readonly line: 'off' | 'starting' | 'ready' | 'lost'
  readonly problem: Problem | undefined
  /** In the order in which they began. */
  readonly calls: readonly CallState[]
}

export const idle: PhoneState = { line: 'off', problem: undefined, calls: [] }

/** What one may ask of the phone, from whichever tab. */
export type Order =
  | { readonly do: 'dial'; readonly number: string; readonly name: string | undefined }
  | { readonly do: 'answer' | 'hang-up' | 'camera' | 'screen' | 'show-nothing'; readonly callId: string }
  | { readonly do: 'mute' | 'hold'; readonly callId: string; readonly on: boolean }
  | { readonly do: 'digit'; readonly callId: string; readonly digit: string }

/** The one that keys and the dock's buttons are about: talking and not held before held, the newest first. */
export function foremost(calls: readonly CallState[]): CallState | undefined {
  const going = calls.filter(({ phase, direction }) => phase === 'talking' || direction === 'outgoing')
  return going.findLast(({ held }) => !held) ?? going.at(-1)
}

/** Those that ring here and wait for an answer. */
export const waiting = (calls: readonly CallState[]): readonly CallState[] =>
  calls.filter(({ phase, direction }) => phase === 'ringing' && direction === 'incoming')
