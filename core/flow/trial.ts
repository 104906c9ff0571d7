/** How an event is tried without happening: what one has to say of it, what may come of a decision, and what each side would hear. */
import type { EventDefinition, Phrase } from '../define.ts'
import type { Decision } from './decision.ts'
import type { Happening } from './occurrence.ts'

/** What is asked of whoever tries it. `party`: a person of the organisation or a number; `own-number`: a number of the organisation. */
export interface TrialField {
  readonly name: string
  readonly kind: 'party' | 'own-number'
  readonly say: Phrase
}

/** By the name of its field: a person's id, or a number as dialled; none: withheld, where the field is a party. */
export type TrialInput = Readonly<Record<string, { readonly person?: string; readonly number?: string } | undefined>>

/** One way in which it may go on after what was decided. */
export interface TrialStep {
  /** "no-answer" */
  readonly key: string
  readonly say: Phrase
  /** What happens then; none: it ends here. */
  readonly then?: { readonly event: EventDefinition; readonly happening: Happening<unknown> } | undefined
}

/** Who hears or sees what: "Olof hears “Anna Svensson is in a meeting, back at 14:30”". */
export interface TrialOutcome {
  readonly who: string
  readonly what: string
  /** What is spoken, where something is, in the language in which it is spoken. */
  readonly spoken?: { readonly text: string; readonly language: 'sv' | 'en' } | undefined
}

export interface Trial {
  readonly event: EventDefinition
  readonly say: Phrase
  readonly fields: readonly TrialField[]
  /** Throws HubError with the field that doesn't fit. */
  happening(input: TrialInput, organisation: string, at: Date): Happening<unknown>
  /** Ways in which it may go on, the likeliest first. */
  steps(decision: Decision): readonly TrialStep[]
  outcomes(decision: Decision, language: 'sv' | 'en'): readonly TrialOutcome[]
}
