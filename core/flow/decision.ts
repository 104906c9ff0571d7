import type { ActionCall, Phrase, RuleScope } from '../define.ts'
import type { Occurrence } from './occurrence.ts'
import type { Stage } from './rule.ts'

/** A fact's value, or why there is none. Three-valued logic (DESIGN.md, Rules) follows from this. */
export type Known<Value = unknown> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly why: Phrase }

/** One condition as it was seen. `held` is undefined where the fact was unknown. */
export interface Seen {
  readonly fact: string
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly path?: string | undefined
  readonly operator: string
  readonly wanted: unknown
  readonly saw: Known
  readonly held: boolean | undefined
}

/** A fact, whole, as it was read for a decision. */
export interface FactSeen {
  readonly fact: string
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly saw: Known
}

/** The conditions of a rule as they were seen, with the same nesting. */
export type SeenTree =
  | Seen
  | { readonly all: readonly SeenTree[]; readonly held: boolean | undefined }
  | { readonly any: readonly SeenTree[]; readonly held: boolean | undefined }
  | { readonly not: SeenTree; readonly held: boolean | undefined }

/** `failed`: the rule held, but its route could not be carried out. `skipped`: it threw. */
export type RuleOutcome = 'won' | 'held' | 'not-held' | 'unknown' | 'skipped' | 'failed'

export interface Tried {
  readonly rule: string
  /** The rule's title as it was then: a trace outlives its rules. */
  readonly title: Phrase
  readonly version?: string | undefined
  readonly stage: Stage
  readonly scope: keyof RuleScope | 'organisation' | 'standard'
  readonly outcome: RuleOutcome
  readonly conditions?: SeenTree | undefined
  /** For skipped and failed. */
  readonly error?: string | undefined
}

export interface Decision {
  /** UUIDv7. */
  readonly id: string
  readonly occurrence: Occurrence
  /** Rules in the order in which they were tried. */
  readonly tried: readonly Tried[]
  /** The one route; none for events that have no route. `rule` is undefined when the event's own `otherwise` was taken. */
  readonly route?: { readonly rule: string | undefined; readonly action: ActionCall } | undefined
  readonly also: readonly { readonly rule: string; readonly action: ActionCall }[]
  /** All that was read, once each. Not in decisions of earlier versions, nor is the next. */
  readonly facts?: readonly FactSeen[] | undefined
  /** What no rule asked for and was known all the same, of events that have a route: for the replay, and not for the trace. */
  readonly beside?: readonly FactSeen[] | undefined
  /** How many rules stand behind the one that won: nobody looked at them. */
  readonly notNeeded?: number | undefined
  readonly tookMs: number
}
