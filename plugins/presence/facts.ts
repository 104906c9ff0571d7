import { Unknown } from '../../core/error.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { activityFact, heard, heardFact } from './contract.ts'
import type { Projection } from './projection.ts'

const noPerson = new Unknown({ sv: 'det gäller ingen person i organisationen', en: 'it concerns no person here' })

export function provideFacts(hub: Hub, projection: Projection, directory: Directory): void {
  const who = (of: string, { parties, organisation }: Occurrence) => {
    const person = directory.person(parties[of]?.person ?? '')
    if (person?.organisation !== organisation) throw noPerson
    return person
  }

  hub.fact(heardFact, ({ of }, occurrence) => {
    const { id, name, organisation } = who(of, occurrence)
    const now = new Date()
    const { spoken, until } = projection.now(organisation, id, now)
    const zone = directory.organisation(organisation)?.zone ?? 'Europe/Stockholm'
    const what = { name, spoken, until: until?.toISOString(), zone, now }
    return { sv: heard({ ...what, language: 'sv' }), en: heard({ ...what, language: 'en' }) }
  })

  hub.fact(activityFact, ({ of }, occurrence) => {
    const { id, organisation } = who(of, occurrence)
    // By the clock and not by the job that ends it: a call a second past the end rings.
    const { key, name, spoken, closesPhone, until, note, source } = projection.now(organisation, id, new Date())
    return {
      ...{ key, name, spoken, closesPhone },
      ...(until && { until: until.toISOString() }),
      ...(note !== undefined && { note }),
      ...(source && { source: { name: source.name, ...(source.asOf && { asOf: source.asOf.toISOString() }) } }),
    }
  })
}
