/** What is taken for granted in place of what is so: the simulator, the replay and the cases decide by the same `decide`. */
import type { Phrase } from '../define.ts'
import type { Known } from './decision.ts'
import type { Occurrence } from './occurrence.ts'
import type { RuleIndex } from './rules.ts'

/** A fact whose value is given. */
export interface GivenFact {
  readonly fact: string
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly saw: Known
}

/** A state that somebody sets by hand: a `SupposableState` of a person, at one of its options. */
export interface GivenState {
  readonly state: string
  readonly person: string
  readonly value: string
}
/** What was set by hand; undefined: nothing. */
export type StateOf = (state: string, person: string | undefined) => string | undefined

export interface Supposing {
  readonly facts?: readonly GivenFact[] | undefined
  /** What the facts' own plugins take for granted in what they tell. */
  readonly states?: readonly GivenState[] | undefined
  /**
   * What the other facts are. `supposed`: as they would be at the time of the occurrence, where their plugin can tell, else as they
   * are. `unrecorded`: unknown, as nobody wrote them down then.
   */
  readonly otherwise: 'supposed' | 'unrecorded'
  /** Rules in place of those in force: a draft's, or an earlier version's. */
  readonly rules?: RuleIndex | undefined
}

export const stateOf =
  ({ states = [] }: Supposing): StateOf =>
  (state, person) =>
    states.find(one => one.state === state && one.person === person)?.value

const why: Phrase = { sv: 'antecknades inte den gången', en: 'was not written down at the time' }
export const unrecorded: Known = { known: false, why }

/** How a fact is told of what has not happened. */
export interface SupposedFact<Params, Value> {
  /** What it would be at the time of the occurrence, with what is set by hand; without it: what it is. */
  readonly at?: ((params: Params, occurrence: Occurrence, given: StateOf) => Value) | undefined
  /**
   * When, after the occurrence's time, it may be another for the same parties; undefined: never. Without it the fact does not depend
   * on time.
   */
  readonly next?: ((params: Params, occurrence: Occurrence, given: StateOf) => Date | undefined) | undefined
}

/** Something that one may set by hand where something is tried: what a person does, whether her line is free. */
export interface SupposableState {
  /** "presence.activity" */
  readonly name: string
  /** Whose: a role of the event's ("callee"). Offered where a person of the organisation has it. */
  readonly of: string
  readonly say: Phrase
  /** What it may be, in the order in which it is offered. */
  options(person: string, organisation: string): readonly { readonly value: string; readonly say: Phrase }[]
}
