/** How something is tried without happening: what one has to say of it, what each side would hear, and how it may go on. */
import type { EventDefinition, Phrase } from '../define.ts'
import type { Decision } from './decision.ts'
import type { Happening, Occurrence } from './occurrence.ts'
import type { StateOf } from './suppose.ts'
import type { Reader } from './telling.ts'

/** What is asked of whoever tries it. `party`: a person of the organisation, or a number; `number`: the same, never nobody. */
export interface TrialField {
  readonly name: string
  readonly kind: 'party' | 'number'
  readonly say: Phrase
}

/** By the name of its field: a person's id, or a number as dialled. None of a `party`: whoever withholds their number. */
export type TrialInput = Readonly<
  Record<string, { readonly person?: string | undefined; readonly number?: string | undefined } | undefined>
>

/** An event of a plugin's own as it would happen. */
export interface Supposed<Data = unknown> {
  readonly event: EventDefinition<Data>
  readonly happening: Happening<Data>
}

export interface Trial {
  /** "call" */
  readonly name: string
  /** With which it may begin. */
  readonly events: readonly EventDefinition[]
  readonly say: Phrase
  readonly fields: readonly TrialField[]
  /** Throws HubError with the field that doesn't fit. */
  begin(input: TrialInput, organisation: string, at: Date): Supposed
  /** "Olof Berg calls Anna Svensson": of what was tried, in a few words. */
  title(decision: Decision, reader: Reader): string
}

/** One way in which it may go on after what was decided: "nobody answers". */
export interface TrialStep extends Supposed {
  /** "unanswered" */
  readonly key: string
  readonly say: string
}

/** Who hears or sees what. With `spoken`, `say` leads up to it: "Olof Berg hears". */
export interface TrialOutcome {
  readonly say: string
  readonly spoken?: { readonly text: string; readonly language: 'sv' | 'en' } | undefined
}

/** What would come of an action. */
export interface Consequence {
  readonly outcomes: readonly TrialOutcome[]
  /** Ways in which it may go on, the likeliest first; none: it ends here. */
  readonly steps?: readonly TrialStep[] | undefined
  /** It leads on to this at once, as a call that is sent on does. */
  readonly onward?: Course | undefined
}

/** A decision and what would come of it. */
export interface Course extends Consequence {
  readonly decision: Decision
}

export interface TrialContext {
  readonly occurrence: Occurrence
  readonly decision: Decision
  /** For whom the outcomes are put into words. */
  readonly reader: Reader
  readonly given: StateOf
  /** As people write it, in the reader's way. */
  readonly number: (number: string) => string
  /** What the rules make of what this leads to, at the same time unless it says another. */
  readonly lead: <Data>(event: EventDefinition<Data>, happening: Happening<Data>) => Promise<Course>
}

/**
 * An action, tried: throws where carrying it out would (the next rule is then tried, as it is for a real call), changes nothing, and
 * says what would come of it.
 */
export type TryAction<Args> = (args: Args, context: TrialContext) => Consequence | Promise<Consequence>
