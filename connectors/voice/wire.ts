/** What hubs and agents say to each other: JSON, a message a frame, on loopback between programs of one version. */
import { z } from 'zod'
import { voiceEvent } from './events.ts'
import type { Dialled, Leg, Step, Taken, VoiceQuestion } from './port.ts'

const steps = z.array(z.custom<Step>(value => typeof value === 'object' && value !== null && 'do' in value))
const given = { steps, about: z.string() }
const call = z.custom<Dialled>(value => typeof value === 'object' && value !== null && 'to' in value)
const taken = z.custom<Taken>(value => typeof value === 'object' && value !== null && 'callId' in value)

/** What a hub asks of an agent. */
export const request = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('expect'), ...given }),
  z.object({ ask: z.literal('call'), ...given, call }),
  z.object({ ask: z.literal('take'), ...given, taken, other: z.object(given).optional() }),
  z.object({ ask: z.literal('tell'), leg: z.string(), steps, about: z.string().optional() }),
  z.object({ ask: z.literal('mute'), leg: z.string(), muted: z.boolean() }),
  z.object({ ask: z.literal('legs') }),
])
export type Request = z.infer<typeof request>

/** What an agent answers, by the request. */
export interface Results {
  readonly expect: { readonly extension: string }
  readonly call: { readonly leg: string }
  readonly take: { readonly leg: string; readonly other?: string }
  readonly tell: null
  readonly mute: null
  readonly legs: readonly Leg[]
}

export const fromHub = z.union([
  z.object({ id: z.number().int(), request }),
  /** An event was taken. */
  z.object({ taken: z.number().int() }),
  /** Steps for a question; none: nobody says anything. */
  z.object({ answerTo: z.number().int(), steps: steps.optional() }),
])
export type FromHub = z.infer<typeof fromHub>

const failure = z.object({ code: z.string(), status: z.number(), details: z.record(z.string(), z.unknown()) })

export const fromAgent = z.union([
  /** First, once connected. */
  z.object({ agent: z.string() }),
  z.object({ event: voiceEvent }),
  z.object({ question: z.number().int(), asks: z.custom<VoiceQuestion>(value => typeof value === 'object') }),
  z.object({ id: z.number().int(), failed: failure }),
  z.object({ id: z.number().int(), result: z.unknown() }),
])
export type FromAgent = z.infer<typeof fromAgent>
