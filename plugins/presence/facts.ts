import { DateTime } from 'luxon'
import { Unknown } from '../../core/error.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { StateOf } from '../../core/flow/suppose.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { activityFact, heard, heardFact } from './contract.ts'
import type { Doing, Projection } from './projection.ts'

const noPerson = new Unknown({ sv: 'det gäller ingen person i organisationen', en: 'it concerns no person here' })

/** What somebody does, as it may be set by hand where a call is tried. */
export const activityState = 'presence.activity'

export function provideFacts(hub: Hub, projection: Projection, directory: Directory): void {
  const who = (of: string, { parties, organisation }: Occurrence) => {
    const person = directory.person(parties[of]?.person ?? '')
    if (person?.organisation !== organisation) throw noPerson
    return person
  }
  const zoneOf = ({ organisation }: Person) => directory.organisation(organisation)?.zone ?? 'Europe/Stockholm'

  function sentence(person: Person, { spoken, until }: Doing, now: Date) {
    const what = { name: person.name, spoken, until: until?.toISOString(), zone: zoneOf(person), now }
    return { sv: heard({ ...what, language: 'sv' }), en: heard({ ...what, language: 'en' }) }
  }

  function supposed(of: string, occurrence: Occurrence, given: StateOf) {
    const person = who(of, occurrence)
    const { id, organisation } = person
    const chosen = given(activityState, id)
    return { person, doing: projection.supposed({ organisation, id, zone: zoneOf(person) }, occurrence.at, chosen) }
  }

  function next({ of }: { of: string }, occurrence: Occurrence, given: StateOf): Date | undefined {
    const { id, organisation } = who(of, occurrence)
    return given(activityState, id) === undefined ? projection.next({ organisation, id }, occurrence.at) : undefined
  }

  /** "Back tomorrow" is another sentence when tomorrow has come. */
  const midnight = (of: string, occurrence: Occurrence) =>
    DateTime.fromJSDate(occurrence.at, { zone: zoneOf(who(of, occurrence)) })
      .plus({ days: 1 })
      .startOf('day')
      .toJSDate()

  hub.fact(
    heardFact,
    ({ of }, occurrence) => {
      const person = who(of, occurrence)
      const now = new Date()
      return sentence(person, projection.now(person.organisation, person.id, now), now)
    },
    {
      at({ of }, occurrence, given) {
        const { person, doing } = supposed(of, occurrence, given)
        return sentence(person, doing, occurrence.at)
      },
      next(params, occurrence, given) {
        const day = midnight(params.of, occurrence)
        const change = next(params, occurrence, given)
        return change && change < day ? change : day
      },
    },
  )

  hub.fact(
    activityFact,
    ({ of }, occurrence) => {
      const { id, organisation } = who(of, occurrence)
      // By the clock and not by the job that ends it: a call a second past the end rings.
      return told(projection.now(organisation, id, new Date()))
    },
    { at: ({ of }, occurrence, given) => told(supposed(of, occurrence, given).doing), next },
  )

  hub.supposable({
    name: activityState,
    of: 'callee',
    say: { sv: 'Hänvisning', en: 'Activity' },
    options: (person, organisation) =>
      projection.choices(organisation, person).map(({ key, name }) => ({ value: key, say: name })),
  })
}

const told = ({ key, name, spoken, closesPhone, until, note, source }: Doing) => ({
  ...{ key, name, spoken, closesPhone },
  ...(until && { until: until.toISOString() }),
  ...(note !== undefined && { note }),
  ...(source && { source: { name: source.name, ...(source.asOf && { asOf: source.asOf.toISOString() }) } }),
})
