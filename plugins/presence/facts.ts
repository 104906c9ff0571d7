import { Unknown } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { activityFact } from './contract.ts'
import type { Projection } from './projection.ts'

const noPerson = new Unknown({ sv: 'det gäller ingen person i organisationen', en: 'it concerns no person here' })

export function provideFacts(hub: Hub, projection: Projection, directory: Directory): void {
  hub.fact(activityFact, ({ of }, { parties, organisation }) => {
    const person = directory.person(parties[of]?.person ?? '')
    if (person?.organisation !== organisation) throw noPerson
    // By the clock and not by the job that ends it: a call a second past the end rings.
    const { key, name, spoken, closesPhone, until, note } = projection.now(organisation, person.id, new Date())
    return {
      ...{ key, name, spoken, closesPhone },
      ...(until && { until: until.toISOString() }),
      ...(note !== undefined && { note }),
    }
  })
}
