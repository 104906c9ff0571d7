/** The catalogue as plain data: what a browser needs to read and write rules, and what the analysis enumerates. */
import type { EventClause, LookWords, Phrase, Sending } from '../define.ts'

/**
 * What sort of value it is: decides its input in the editor, its icon, how it is written in a sentence, and what an example of it may
 * be. A schema says so by `.meta({ kind: 'person' })`; `boolean`, `choice`, `number` and `text` follow from the schema itself.
 */
export const valueKinds = [
  'boolean',
  /** One of `choices`. */
  'choice',
  'number',
  'text',
  /** Id of a person of the organisation. */
  'person',
  /** Id of a number of the organisation: a person's, a group's, a queue's. */
  'own-number',
  /** Name of a team. */
  'team',
  /** Key of an activity. */
  'activity',
  /** E.164, or short. */
  'phone-number',
  /** ISO 3166, two letters. */
  'country',
  /** ISO 8601 UTC. */
  'moment',
  /** "14:30" in the organisation's zone; what is compared may have seconds. */
  'time-of-day',
  /** "monday" … "sunday". */
  'weekday',
  /** "2026-10-09" in the organisation's zone. */
  'date',
  /** Seconds. */
  'duration',
  /** Words in both languages: { sv, en }. */
  'phrase',
  /** One who takes part: a name of `EventDescription.roles`. */
  'role',
  /** Anything of many parts: not for sentences, only for JSON. */
  'other',
] as const
export type ValueKind = (typeof valueKinds)[number]

/** What a schema says of its values by `.meta()`: beside the kind, what a parameter is called. */
declare module 'zod' {
  interface GlobalMeta {
    kind?: ValueKind
    say?: Phrase
  }
}

/** A value that there is of a kind: a person, a team. Whoever keeps them says which there are (`hub.values`). */
export interface ValueChoice {
  readonly value: string
  readonly say: Phrase
  /** What tells it from another of the same name, as it is: a short number. */
  readonly detail?: string | undefined
  /** How it is dialled: a sentence names it where a rule has one of these numbers. */
  readonly numbers?: readonly string[] | undefined
  /** What sort of number: 'person', 'group', 'queue'. */
  readonly sort?: string | undefined
}

/** All values by their kind, of those kinds that somebody keeps. */
export type ValueChoices = Readonly<Partial<Record<ValueKind, readonly ValueChoice[]>>>

export interface ValueType {
  readonly kind: ValueKind
  /** It is a list of such values. */
  readonly list?: true | undefined
  /** For `choice`: the values and their words. */
  readonly choices?: readonly { readonly value: string; readonly say: Phrase }[] | undefined
  /** For numbers. */
  readonly least?: number | undefined
  readonly most?: number | undefined
  /** There are no numbers in between. */
  readonly whole?: true | undefined
  /** There may be none. */
  readonly optional?: true | undefined
}

/** Something about a fact that a condition may compare. */
export interface Look {
  /** `$.closesPhone`; none: the fact's value itself. */
  readonly path?: string | undefined
  /** "the activity closes the phone" */
  readonly say: Phrase
  readonly type: ValueType
  /** Names of operators that make sense for it, the commonest first. None: not for conditions, only as an action's argument. */
  readonly operators: readonly string[]
  readonly reads?: LookWords | undefined
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
  readonly events?: readonly string[] | undefined
}

export interface ActionDescription {
  readonly name: string
  /** A sentence with arguments in braces. */
  readonly say: Phrase
  /** In the imperative (`ActionDefinition.reads`). */
  readonly reads?: Phrase | undefined
  readonly route: boolean
  readonly params: readonly ParamDescription[]
  /** For which events; all where it isn't said. */
  readonly events?: readonly string[] | undefined
  readonly sends?: Sending | undefined
}

export interface EventDescription {
  readonly name: string
  readonly say: Phrase
  /** Whether a decision about it has a route. */
  readonly route: boolean
  /** Roles of those who take part ("caller", "callee"): what facts ask for by `of`. */
  readonly roles: readonly { readonly name: string; readonly say: Phrase }[]
  readonly clauses: readonly EventClause[]
  /** A sentence with other conditions leaves it unsaid. */
  readonly implied: boolean
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
