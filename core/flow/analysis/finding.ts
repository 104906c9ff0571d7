/** What the analysis says of rules before they are published. Plain data: a screen shows it, and applies its fix to the draft. */
import type { Phrase, RuleScope } from '../../define.ts'
import type { Known } from '../decision.ts'
import type { Rule, RuleScopeName } from '../rule.ts'

export const findingCodes = [
  /** It can't be used as it stands. */
  'unsound',
  /** The conditions contradict each other. */
  'contradiction',
  /** Whenever it holds, one before it holds too. */
  'shadowed',
  /** It wins only when something is unknown. */
  'only-unknown',
  /** It takes calls that a guard or an exemption promised somebody. */
  'takes-away',
  /** Calls go round in a circle. */
  'loop',
  /** A person, number, team or activity that isn't there. */
  'missing',
  /** A fact that can't be known when this happens. */
  'unknowable',
  /** An action that can't follow when this happens. */
  'unfit',
  /** Rules that share something out between them forgot a part. */
  'gap',
  /** A case beside the rules ends otherwise. */
  'case',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** A rule by its name in its owner's list. */
export interface NamedRule {
  readonly name: string
  readonly title: Phrase
  readonly scope: RuleScopeName
  /** Id of the person, number or queue. */
  readonly owner?: string | undefined
  /** It belongs to the set that is examined. */
  readonly own: boolean
}

/** Something that could happen, as far as it matters. */
export interface Example {
  /** The event's name. */
  readonly on: string
  readonly scope: RuleScope
  readonly facts: readonly {
    readonly fact: string
    readonly params: Readonly<Record<string, unknown>>
    readonly saw: Known
  }[]
}

/** A change to the list of rules. */
export type Change =
  | { readonly kind: 'remove'; readonly name: string }
  /** To the place just before another. */
  | { readonly kind: 'move'; readonly name: string; readonly before: string }
  | { readonly kind: 'replace'; readonly name: string; readonly rule: Rule }

export interface Fix {
  /** As a button: "Put it first" */
  readonly say: Phrase
  readonly change: Change
}

export interface Finding {
  readonly code: FindingCode
  /** `stop`: it can't be published so. */
  readonly severity: 'stop' | 'warn'
  readonly say: Phrase
  /** The rule that it is about first, then those that have to do with it. */
  readonly rules: readonly NamedRule[]
  /** Where in the first of them, as a path ("conditions.all.0.value"), where it is about one place. */
  readonly field?: string | undefined
  readonly example?: Example | undefined
  readonly fix?: Fix | undefined
}

/** The rules with the fix's change in them; as they were where it fits no more. */
export function changed(rules: readonly Rule[], change: Change): readonly Rule[] {
  const at = rules.findIndex(({ name }) => name === change.name)
  const rule = rules[at]
  if (!rule) return rules
  if (change.kind === 'replace') return rules.with(at, change.rule)
  const others = rules.toSpliced(at, 1)
  if (change.kind === 'remove') return others
  const before = others.findIndex(({ name }) => name === change.before)
  return before < 0 ? rules : others.toSpliced(before, 0, rule)
}

export const removal = (name: string): Fix => ({
  say: { sv: 'Ta bort regeln', en: 'Remove the rule' },
  change: { kind: 'remove', name },
})
