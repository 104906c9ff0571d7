/** What the rules may know of people and opening hours, all of it from memory. */
import { DateTime } from 'luxon'
import { Unknown } from '../../core/error.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub } from '../../core/hub.ts'
import { colleagueFact, nowFact, numberFact, openFact, personFact, weekdays } from './contract.ts'
import { holidayOn } from './opening/holidays.ts'
import { type Calendar, nextEdge, opening } from './opening/opening.ts'
import type { Projection } from './projection.ts'
import type { NumberRecord, OrganisationRecord } from './records.ts'

const noOrganisation = new Unknown({ sv: 'organisationen finns inte', en: 'there is no such organisation' })

export function provideFacts(hub: Pick<Hub, 'fact'>, projection: Projection): void {
  hub.fact(personFact, ({ of }, occurrence) => {
    const id = occurrence.parties[of]?.person
    const person = id === undefined ? undefined : projection.person(id)
    if (person?.organisation !== occurrence.organisation) {
      throw new Unknown({ sv: 'är ingen i organisationen', en: "is none of the organisation's people" })
    }
    const { name, short, number, team, role, plan, language } = person
    return { id: person.id, name, short, number, team, role, plan, language }
  })

  hub.fact(
    openFact,
    (_params, occurrence) => {
      const { organisation, number, calendar } = hoursOf(occurrence)
      const { open, reason, holiday, opensAt } = opening(calendar, occurrence.at)
      return { open, applies: applies(organisation, number), reason, holiday, opensAt: opensAt?.toISOString() }
    },
    { next: (_params, occurrence) => nextEdge(hoursOf(occurrence).calendar, occurrence.at) },
  )

  function hoursOf(occurrence: Occurrence) {
    const organisation = projection.organisation(occurrence.organisation)
    if (!organisation) throw noOrganisation
    const number = numberOf(occurrence, projection)
    return { organisation, number, calendar: calendarOf(organisation, number) }
  }

  hub.fact(
    nowFact,
    (_params, { organisation: id, at }) => {
      const organisation = projection.organisation(id)
      if (!organisation) throw noOrganisation
      const now = DateTime.fromJSDate(at, { zone: organisation.zone })
      const date = now.toFormat('yyyy-MM-dd')
      return {
        time: now.toFormat('HH:mm:ss'),
        weekday: weekdays[now.weekday - 1] ?? 'monday',
        date,
        holiday: (organisation.closedDays.get(date) ?? holidayOn(date, organisation.country)) !== undefined,
      }
    },
    // Rules speak of minutes.
    { next: (_params, { at }) => new Date((Math.floor(at.getTime() / 60_000) + 1) * 60_000) },
  )

  hub.fact(numberFact, (_params, occurrence) => {
    const number = numberOf(occurrence, projection)
    if (!number)
      throw new Unknown({ sv: 'är inget av organisationens nummer', en: "is none of the organisation's numbers" })
    const { id, name, short } = number
    return { id, name, short }
  })

  hub.fact(colleagueFact, (_params, { parties, organisation }) => {
    const caller = parties.caller?.person
    return caller !== undefined && projection.person(caller)?.organisation === organisation
  })
}

const calendars = new WeakMap<OrganisationRecord, WeakMap<object, Calendar>>()

/** The same object for as long as neither record is another one: what is found out about it is kept with it. */
function calendarOf(organisation: OrganisationRecord, number: NumberRecord | undefined): Calendar {
  const whose = number?.openingHours ? number : organisation
  const known = calendars.get(organisation) ?? new WeakMap<object, Calendar>()
  calendars.set(organisation, known)
  const before = known.get(whose)
  if (before) return before
  const calendar: Calendar = {
    zone: organisation.zone,
    week: number?.openingHours ?? organisation.openingHours,
    closed: day => organisation.closedDays.get(day) ?? holidayOn(day, organisation.country),
  }
  known.set(whose, calendar)
  return calendar
}

function numberOf({ scope, organisation }: Occurrence, projection: Projection): NumberRecord | undefined {
  const number = scope.number === undefined ? undefined : projection.number(scope.number)
  return number?.organisation === organisation ? number : undefined
}

const applies = (organisation: OrganisationRecord, number: NumberRecord | undefined) =>
  number !== undefined && (number.closesOutsideHours || (number.kind === 'person' && organisation.peopleClose))
