/** Whose rules somebody may read and change: the one place that says so. */
import { HubError } from '../../../core/error.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import type { Who } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import type { OwnerAsked } from '../contract/versions.ts'

export type Asking = Pick<Who, 'person' | 'organisation' | 'role'>
/** Throws HubError `rules.owner-not-found` (404), as for what another organisation has, and `rules.not-yours` (403). */
export type OwnerFor = (asked: OwnerAsked, who: Asking) => RuleOwner

/** A person's are her own and nobody else's; all others are for administrators. */
export function ownersOf(directory: Directory): OwnerFor {
  function exists({ scope, owner }: OwnerAsked, organisation: string): boolean {
    if (scope === 'organisation') return owner === organisation
    if (scope === 'person') return directory.person(owner)?.organisation === organisation
    const number = directory.number(owner)
    return number?.organisation === organisation && (scope === 'queue') === (number.kind === 'queue')
  }
  return (asked, { person, organisation, role }) => {
    if (!exists(asked, organisation)) throw new HubError('rules.owner-not-found', 404)
    const may = asked.scope === 'person' ? asked.owner === person : role === 'administrator'
    if (!may) throw new HubError('rules.not-yours', 403)
    return { scope: asked.scope, organisation, owner: asked.owner }
  }
}
