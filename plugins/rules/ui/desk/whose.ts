/** Whose rules are shown, and how addresses name it: /rules/organisation, /rules/mine, /rules/person/ID, /rules/number/ID, /rules/queue/ID. */
import type { SignedIn } from '../../../../core/access/contract.ts'
import { ruleScopes } from '../../../../core/flow/rule.ts'
import type { RuleOwner } from '../../contract/sets.ts'

type Who = Pick<SignedIn, 'person' | 'organisation' | 'role'>

const near = ruleScopes.filter(scope => scope !== 'standard' && scope !== 'organisation')

/** An administrator begins with the organisation's, everybody else has but her own. */
export function whoseIn(path: string, { person, organisation, role }: Who): RuleOwner {
  const [, , scope, owner] = path.split('/')
  const own: RuleOwner = { scope: 'person', owner: person }
  if (role !== 'administrator' || scope === 'mine') return own
  const named = near.find(name => name === scope)
  return named && owner ? { scope: named, owner } : { scope: 'organisation', owner: organisation }
}

/** `rule`: the name of the one that is chosen. */
export function addressOf({ scope, owner }: RuleOwner, { person }: Pick<Who, 'person'>, rule?: string): string {
  const own = scope === 'person' && owner === person
  const path = scope === 'organisation' ? '/rules/organisation' : own ? '/rules/mine' : `/rules/${scope}/${owner}`
  return rule === undefined ? path : `${path}?rule=${encodeURIComponent(rule)}`
}
