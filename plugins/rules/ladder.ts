import { DateTime } from 'luxon'
import type { RuleDesk } from '../../core/flow/desk.ts'
import type { Records } from '../../core/flow/records.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { readLadder } from './contract.ts'
import { ownersOf } from './versions/owners.ts'

export function provideLadder(
  hub: Pick<Hub, 'route'>,
  { desk, directory, records }: { desk: RuleDesk; directory: Directory; records: Pick<Records, 'wins'> },
): void {
  const ownerFor = ownersOf(directory)
  hub.route(readLadder, async (asked, who) => {
    const { scope, organisation, owner } = ownerFor(asked, who)
    // Of the organisation no owner is named: what is below it remains.
    const types = [...desk.catalogue.events.keys()]
    const placed = types.flatMap(type => desk.ladder(organisation, type, {}))
    const today = DateTime.now().setZone(directory.organisation(organisation)?.zone).startOf('day')
    const wins = await records.wins({ organisation, from: today.minus({ days: 1 }).toJSDate(), to: today.toJSDate() })
    // What others' own rules did is theirs; what the standard's did to the organisation's calls its administrator may know.
    const own = [...wins].flatMap(([key, times]): [string, number][] => {
      const [of = '', ...rest] = key.split('/')
      if (of === 'standard') return scope === 'organisation' ? [[`standard ${rest.join('/')}`, times]] : []
      const [whose, ...name] = rest
      return of === scope && whose === owner ? [[`${of} ${name.join('/')}`, times]] : []
    })
    const rules = placed.map(({ rule }) => rule).filter(rule => rule.scope !== scope)
    return { rules, won: Object.fromEntries(own) }
  })
}
