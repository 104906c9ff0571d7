/** The catalogue as plain data: what a browser needs to read and write rules, and what the analysis enumerates. */
import type { Phrase } from '../define.ts'

/**
 * What sort of value it is: decides its input in the editor, its icon, how it is written in a sentence, and what an example of it may
 * be. A schema says so by `.meta({ kind: 'person' })`; `boolean`, `choice`, `number` and `text` follow from the schema itself.
 */
export type ValueKind =
  | 'boolean'
  /** One of `choices`. */
  | 'choice'
  | 'number'
  | 'text'
  /** Id of a person of the organisation. */
  | 'person'
  /** Id of a number of the organisation: a person's, a group's, a queue's. */
  | 'own-number'
  /** Name of a team. */
  | 'team'
  /** Key of an activity. */
  | 'activity'
  /** E.164, or short. */
  | 'phone-number'
  /** ISO 8601 UTC. */
  | 'moment'
  /** "14:30" in the organisation's zone. */
  | 'time-of-day'
  /** "monday" … "sunday". */
  | 'weekday'
  /** "2026-10-09" in the organisation's zone. */
  | 'date'
  /** Seconds. */
  | 'duration'
  /** Words in both languages: { sv, en }. */
  | 'phrase'
  /** Anything of many parts: not for sentences, only for JSON. */
  | 'other'

export interface ValueType {
  readonly kind: ValueKind
  /** It is a list of such values. */
  readonly list?: true
  /** For `choice`: the values and their words. */
  readonly choices?: readonly { readonly value: string; readonly say: Phrase }[]
  /** For numbers. */
  readonly least?: number
  readonly most?: number
  /** There are no numbers in between. */
  readonly whole?: true
  /** There may be none. */
  readonly optional?: true
}

/** Something about a fact that a condition may compare. */
export interface Look {
  /** `$.closesPhone`; none: the fact's value itself. */
  readonly path?: string
  /** "the activity closes the phone" */
  readonly say: Phrase
  readonly type: ValueType
  /** Names of operators that make sense for it, the commonest first. */
  readonly operators: readonly string[]
}

export interface ParamDescription {
  readonly name: string
  readonly say: Phrase
  readonly type: ValueType
  readonly required: boolean
  /** The value where none is given. */
  readonly standard?: unknown
}

export interface FactDescription {
  readonly name: string
  readonly say: Phrase
  readonly params: readonly ParamDescription[]
  readonly looks: readonly Look[]
  /** For which events it can be known, by name; all where it can't be told. */
  readonly events?: readonly string[]
}

export interface ActionDescription {
  readonly name: string
  /** A sentence with arguments in braces. */
  readonly say: Phrase
  readonly route: boolean
  readonly params: readonly ParamDescription[]
  readonly events?: readonly string[]
}

export interface EventDescription {
  readonly name: string
  readonly say: Phrase
  /** Whether a decision about it has a route. */
  readonly route: boolean
  /** Roles of those who take part ("caller", "callee"): what facts ask for by `of`. */
  readonly roles: readonly string[]
  /** It can be tried in the simulator. */
  readonly trial: boolean
}

export interface OperatorDescription {
  readonly name: string
  readonly say: Phrase
  readonly not: Phrase
  /** The value beside it is a list. */
  readonly list: boolean
}

export interface CatalogueDescription {
  readonly events: readonly EventDescription[]
  readonly facts: readonly FactDescription[]
  readonly actions: readonly ActionDescription[]
  readonly operators: readonly OperatorDescription[]
}
