/** Where an activity comes from beside what people choose: another plugin that knows what they do. */
import { definePort } from '../../../core/define.ts'
import type { Choice } from './activity.ts'

/** They are named here, where the words for them are. */
export const sourceNames = ['calendar'] as const
export type SourceName = (typeof sourceNames)[number]

/** What a person, or a colleague for her, chose and what still holds. */
export interface Chosen {
  readonly key: string
  readonly since: Date
  /** Undefined: until something else is chosen. */
  readonly until: Date | undefined
  readonly closesPhone: boolean
}

export interface SourceAnswer {
  /** Instead of what was chosen; undefined: that stands. */
  readonly activity: { readonly key: string; readonly until: Date | undefined } | undefined
  /** Since when it is so; undefined: ever since anything was known. */
  readonly since: Date | undefined
  /** When the answer may be another; undefined: never, unless the source says so. */
  readonly next: Date | undefined
  /** When the source last heard of it. */
  readonly asOf: Date | undefined
}

export interface ActivitySource {
  readonly name: SourceName
  /**
   * What the person does at `at`, by this source and with regard to what was chosen. Asked within each question about a person: from
   * memory, and the same for the same. Undefined: it knows nothing of this person.
   */
  at(
    person: { readonly organisation: string; readonly id: string },
    chosen: Chosen | undefined,
    at: Date,
  ): SourceAnswer | undefined
  /**
   * What it says of a person is what she does from now on, as it was not before: told once for each change, on each hub, and after the hubs
   * were down too. It must return at once: at nine o'clock it is told of everybody.
   */
  took?(person: { readonly organisation: string; readonly id: string }, chosen: Chosen | undefined, at: Date): void
}

export interface ActivitySources {
  /**
   * Gives what the source calls when its answers about a person are others than before, on each hub. `cause` names the change: the same
   * on all hubs, another for another. Rules hear of a change of activity by it once; without a cause they don't. What changes by time alone
   * needs no call.
   */
  add(source: ActivitySource): (person: { organisation: string; id: string }, cause?: string) => void
  /** What was chosen and holds at `at`. */
  chosen(person: string, at: Date): Chosen | undefined
  /** The person's form of an activity. */
  form(organisation: string, person: string, key: string): Choice | undefined
  /** Forms of activities are others now: of a person, or of a whole organisation where that is `owner` ''. On each hub. */
  onForms(listener: (organisation: string, owner: string) => void): void
  /** All that the person can have, in the order in which they are shown. */
  forms(organisation: string, person: string): readonly Choice[]
}

export const activitySources = definePort<ActivitySources>('presence-activity-sources')
