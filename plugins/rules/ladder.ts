import type { RuleDesk } from '../../core/flow/desk.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { readLadder } from './contract.ts'
import { ownersOf } from './versions/owners.ts'

export function provideLadder(
  hub: Pick<Hub, 'route'>,
  { desk, directory }: { desk: RuleDesk; directory: Directory },
): void {
  const ownerFor = ownersOf(directory)
  hub.route(readLadder, (asked, who) => {
    const { scope, organisation } = ownerFor(asked, who)
    // Of the organisation no owner is named: what is below it remains.
    const types = [...desk.catalogue.events.keys()]
    const placed = types.flatMap(type => desk.ladder(organisation, type, {}))
    return { rules: placed.map(({ rule }) => rule).filter(rule => rule.scope !== scope) }
  })
}
