/** What is taken for granted in place of what is so: the simulator, the replay and the cases decide by the same `decide`. */
import type { Phrase } from '../define.ts'
import type { Known } from './decision.ts'
import type { RuleIndex } from './rules.ts'

/** A fact whose value is given. */
export interface GivenFact {
  readonly fact: string
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly saw: Known
}

export interface Supposing {
  readonly facts?: readonly GivenFact[] | undefined
  /**
   * What the other facts are. `supposed`: as they would be at the time of the occurrence, where their plugin can tell, else as they
   * are. `unrecorded`: unknown, as nobody wrote them down then.
   */
  readonly otherwise: 'supposed' | 'unrecorded'
  /** Rules in place of those in force: a draft's, or an earlier version's. */
  readonly rules?: RuleIndex | undefined
}

const why: Phrase = { sv: 'antecknades inte den gången', en: 'was not written down at the time' }
export const unrecorded: Known = { known: false, why }
