/** What the spine lets a plugin see and try of the rules: for the screens on which people read, write, try and explain them. */
import { definePort, type RuleScope } from '../define.ts'
import type { Extent, Who } from '../hub.ts'
import type { Catalogue } from './catalogue.ts'
import { type Problem, problems } from './check.ts'
import type { Decision } from './decision.ts'
import { describe } from './describe.ts'
import type { CatalogueDescription, ValueChoices } from './description.ts'
import type { Spine } from './index.ts'
import type { Journal } from './journal.ts'
import type { Occurrence } from './occurrence.ts'
import type { PlacedRule, Rule } from './rule.ts'
import type { RuleOwner } from './rule-store.ts'
import type { RuleIndex } from './rules.ts'
import type { Supposing } from './suppose.ts'
import { nextChange, type Try } from './trying.ts'

export interface RuleDesk {
  readonly catalogue: Catalogue
  /** The catalogue as plain data. It is the same from when all plugins are set up. */
  describe(): CatalogueDescription
  /** The values of an organisation, of those kinds that a plugin keeps. */
  values(organisation: string): ValueChoices
  /** All that would be tried for such an event, in order: routes first, then side actions. */
  ladder(organisation: string, type: string, scope: RuleScope, rules?: Pick<RuleIndex, 'ladder'>): readonly PlacedRule[]
  /** The rules in force, with these in place of an owner's. */
  draft(owner: RuleOwner, rules: readonly Rule[], version?: string): RuleIndex
  /** What is wrong with a rule as it stands. */
  problems(rule: Rule): readonly Problem[]
  /** Decides, and no more. Without `supposing`: as things are. */
  judge(occurrence: Occurrence, supposing?: Supposing): Promise<Decision>
  /** A decision as it is kept; undefined where there is none, or none any more. */
  decision(organisation: string, id: string): Promise<Decision | undefined>
  /** How much of it somebody may read (`hub.event`). */
  mayRead(decision: Decision, who: Who): Promise<Extent>
  /** As `Spine.onDecided`. */
  onDecided(listener: (decision: Decision) => void): void
  /** Decides, and says what would come of it: who hears what, and how it may go on. */
  readonly try: Try
  /** When, after what was decided, another decision may come of the same. */
  nextChange(decision: Decision, supposing: Supposing): Date | undefined
}

export const ruleDesk = definePort<RuleDesk>('core.rule-desk')

export function openDesk(
  catalogue: Catalogue,
  rules: RuleIndex,
  spine: Pick<Spine, 'judge' | 'onDecided' | 'try'>,
  journal: Pick<Journal, 'decision'>,
): RuleDesk {
  let description: CatalogueDescription | undefined
  return {
    catalogue,
    describe() {
      description ??= describe(catalogue)
      return description
    },
    values: organisation =>
      Object.fromEntries([...catalogue.values].map(([kind, all]) => [kind, all(organisation)])) satisfies ValueChoices,
    ladder(organisation, type, scope, among = rules) {
      const asked: Occurrence = {
        ...{ id: '', at: new Date(), subject: '', parties: {}, data: {}, depth: 0 },
        ...{ organisation, type, scope },
      }
      const { route, side } = among.ladder(asked)
      return [...route, ...side].flatMap(rung => rung.rules)
    },
    draft: (owner, list, version) => draftOver(rules, owner, list, version),
    problems: rule => problems(rule, catalogue),
    judge: spine.judge,
    decision: journal.decision,
    async mayRead(decision, who) {
      if (decision.occurrence.organisation !== who.organisation) return 'none'
      const reads = catalogue.readers.get(decision.occurrence.type)
      if (reads) return reads(decision, who)
      return who.role === 'administrator' ? 'whole' : 'none'
    },
    onDecided: spine.onDecided,
    try: spine.try,
    nextChange: (decision, supposing) => nextChange(catalogue, decision, supposing),
  }
}

/** Rules with these in place of an owner's. */
export function draftOver(
  rules: Pick<RuleIndex, 'with'>,
  { scope, organisation, owner }: RuleOwner,
  list: readonly Rule[],
  version?: string,
): RuleIndex {
  const id = scope === 'organisation' ? undefined : owner
  const stored = list.map((rule, position) => ({
    ...{ scope, organisation, owner: id, on: rule.on, position, version },
    source: JSON.stringify(rule),
  }))
  return rules.with(scope, organisation, id, stored)
}
