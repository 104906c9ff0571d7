/** Which people, teams and numbers an organisation has, for rules. */
import type { Hub } from '../../core/hub.ts'
import type { Projection } from './projection.ts'

const same = (name: string) => ({ sv: name, en: name })

export function provideValues(hub: Pick<Hub, 'values'>, projection: Projection): void {
  hub.values('person', organisation =>
    projection.people(organisation).map(({ id, name, short, number }) => ({
      ...{ value: id, say: same(name), detail: short },
      numbers: [short, number].filter(one => one !== undefined),
    })),
  )
  hub.values('team', organisation =>
    [...(projection.organisation(organisation)?.teams.values() ?? [])].map(name => ({ value: name, say: same(name) })),
  )
  hub.values('own-number', organisation =>
    projection.numbers(organisation).flatMap(({ id, kind, name, short, e164 }) => {
      if (kind === 'free') return []
      const numbers = [short, e164].filter(one => one !== undefined)
      return [{ value: id, say: same(name), numbers, sort: kind, ...(short !== undefined && { detail: short }) }]
    }),
  )
}
