/** What the store asks of the hub, and what comes of it. */
import type { CatalogueDescription, ValueChoices } from '../../../../core/flow/description.ts'
import type { RuleOwner, RuleSet } from '../../contract/sets.ts'

/** An owner's rules as the hub has them. */
export interface OnHub {
  readonly inForce: RuleSet
  /** Number of the version in force; none where nobody ever published any. */
  readonly version?: number | undefined
  /** None: nobody has begun one, and editing starts from what is in force. */
  readonly draft?: RuleSet | undefined
  /** Number of the version that the draft was begun from. */
  readonly base: number
  /** To be said when the draft is written; 0 where there is none. */
  readonly revision: number
}

/** Of what rules speak: what plugins declared, and the people, teams, numbers and activities that there are. */
export interface Words {
  readonly catalogue: CatalogueDescription
  readonly values: ValueChoices
}

export type Keeping =
  | { readonly state: 'kept' }
  /** On its way, or waiting for the hub to be within reach. */
  | { readonly state: 'waiting' }
  /** Somebody else changed the same meanwhile, otherwise. Nothing is kept until it is settled (`settle`). */
  | { readonly state: 'conflict'; readonly base: RuleSet; readonly theirs: RuleSet; readonly revision: number }
  /** The hub doesn't take it, and says why. The next edit is tried again. */
  | { readonly state: 'refused'; readonly why: string }

/** What the hub says to a draft. */
export type Written =
  | { readonly state: 'kept'; readonly revision: number }
  /** There is another by now: somebody else's; undefined where it is gone. */
  | { readonly state: 'overtaken'; readonly theirs: RuleSet | undefined; readonly revision: number }
  | { readonly state: 'refused'; readonly why: string }

/** What the store asks of the hub. Rejects where it is out of reach. */
export interface Keeper {
  read(whose: RuleOwner): Promise<OnHub>
  catalogue(): Promise<Words>
  write(whose: RuleOwner, draft: { set: RuleSet; base: number; revision: number }): Promise<Written>
}
