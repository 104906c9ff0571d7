/** People as the contract shows them, and the live view that follows them. */
import type { Hub } from '../../core/hub.ts'
import type { Changes } from './changes.ts'
import {
  type Colleague,
  type Employee,
  type NumberEntry,
  type OrganisationEntry,
  type Person,
  peopleView,
} from './contract.ts'
import type { Projection } from './projection.ts'
import type { NumberRecord, OrganisationRecord, PersonRecord } from './records.ts'

export const colleagueOf = ({ id, name, email, short, number, team, role, plan }: Person): Colleague => ({
  ...{ id, name, email, short, team, role, plan },
  ...(number !== undefined && { number }),
})

export function employeeOf(projection: Projection, record: PersonRecord): Employee {
  const { id, name, email, role, plan, teamId, language, disabled } = record
  const number = projection.numberOf(id)
  const team = teamId && projection.organisation(record.organisation)?.teams.get(teamId)
  return {
    ...{ id, name, email, role, plan, language, disabled },
    short: number?.short ?? '',
    ...(number?.e164 !== undefined && { number: number.e164 }),
    team: team ?? '',
    ...(teamId !== undefined && { teamId }),
  }
}

export const numberEntry = (record: NumberRecord): NumberEntry => {
  const { id, kind, name, e164, short, person, members, closesOutsideHours, openingHours } = record
  return {
    ...{ id, kind, name, members: [...members], closesOutsideHours },
    ...(e164 !== undefined && { e164 }),
    ...(short !== undefined && { short }),
    ...(person !== undefined && { person }),
    ...(openingHours !== undefined && { openingHours }),
  }
}

export function organisationEntry(record: OrganisationRecord): OrganisationEntry {
  const { id, name, slug, domain, zone, country, areaCode, language, openingHours, peopleClose, closedDays } = record
  const days = [...closedDays].map(([day, named]) => ({ day, name: named }))
  days.sort((a, b) => a.day.localeCompare(b.day))
  return {
    ...{ id, name, slug, domain, zone, country, language, openingHours, peopleClose, closedDays: days },
    ...(areaCode !== undefined && { areaCode }),
  }
}

/** Shows each organisation its own people; what a change left as it was is not sent. */
export function showPeople(hub: Pick<Hub, 'live'>, projection: Projection, changes: Pick<Changes, 'onPeople'>): void {
  const shown = new Map<string, { organisation: string; text: string }>()
  const tell = hub.live(peopleView, {
    snapshot: organisation => ({
      people: Object.fromEntries(projection.people(organisation).map(person => [person.id, colleagueOf(person)])),
    }),
  })

  function show(id: string): void {
    const person = projection.person(id)
    const before = shown.get(id)
    if (!person) {
      shown.delete(id)
      if (before) tell({ organisation: before.organisation }, { id })
      return
    }
    const colleague = colleagueOf(person)
    const text = JSON.stringify(colleague)
    if (before?.text === text) return
    shown.set(id, { organisation: person.organisation, text })
    tell({ organisation: person.organisation }, { id, person: colleague })
  }

  changes.onPeople(people => {
    const everybody = projection.organisations().flatMap(({ id }) => projection.people(id).map(person => person.id))
    for (const id of people ?? new Set([...shown.keys(), ...everybody])) show(id)
  })
}
