/** The cases beside rules, decided by the `decide` that runs calls. */
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import type { ActionCall } from '../../../core/define.ts'
import type { Decision } from '../../../core/flow/decision.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { Occurrence } from '../../../core/flow/occurrence.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import type { CaseResult } from '../contract/findings.ts'
import type { RuleCase, RuleSet } from '../contract/sets.ts'

export async function tryCases(
  owner: RuleOwner,
  { rules, cases }: RuleSet,
  desk: Pick<RuleDesk, 'draft' | 'judge'>,
): Promise<readonly CaseResult[]> {
  const draft = desk.draft(owner, rules)
  const results: CaseResult[] = []
  // One after the other: a hub carries calls meanwhile.
  for (const one of cases) {
    const { facts } = one
    const decision = await desk.judge(happened(one, owner.organisation), {
      ...{ facts, otherwise: 'unrecorded', rules: draft },
    })
    results.push(resultOf(one, decision, owner))
  }
  return results
}

const happened = ({ on, at, scope, parties, data }: RuleCase, organisation: string): Occurrence => ({
  ...{ id: v7(), type: on, at: new Date(at), organisation, subject: '', scope, parties, data, depth: 0 },
})

function resultOf({ id, expects }: RuleCase, { route, also, tried }: Decision, { scope }: RuleOwner): CaseResult {
  // Of an event without a route, what is done first.
  const { rule: key, action } = route ?? also[0] ?? {}
  const by = tried.find(({ rule }) => rule === key)
  const expected = action?.type === expects.action && matters(action, expects.params)
  return {
    id,
    expected,
    ...(action && { got: { action: action.type, ...(action.params && { params: { ...action.params } }) } }),
    ...(by && { by: by.title }),
    ...(by?.scope === scope && { rule: by.rule.slice(by.rule.lastIndexOf('/') + 1) }),
  }
}

const matters = ({ params = {} }: ActionCall, wanted: Readonly<Record<string, unknown>> = {}) =>
  Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(params[name], value))
