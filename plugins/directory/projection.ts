/** The directory in memory: every lookup that a call needs, without waiting. */
import type { Destination, Directory, Organisation, Person } from './contract.ts'
import { e164, type Place } from './number.ts'
import type { NumberRecord, OrganisationRecord, PersonRecord, Records } from './records.ts'

export interface Projection extends Directory {
  organisation(id: string): OrganisationRecord | undefined
  organisations(): readonly OrganisationRecord[]
  /** Also of people who are disabled, and so nobody's colleague. */
  record(person: string): PersonRecord | undefined
  records(organisation: string): readonly PersonRecord[]
  number(id: string): NumberRecord | undefined
  numbers(organisation: string): readonly NumberRecord[]
  /** The number of kind `person`. */
  numberOf(person: string): NumberRecord | undefined

  replace(records: Records): void
  putOrganisation(record: OrganisationRecord): void
  /** Undefined: there is no such row any more. */
  putPerson(id: string, record: PersonRecord | undefined): void
  putNumber(id: string, record: NumberRecord | undefined): void
}

interface Indexes {
  readonly organisations: Map<string, OrganisationRecord>
  readonly byDomain: Map<string, OrganisationRecord>
  readonly people: Map<string, PersonRecord>
  readonly numbers: Map<string, NumberRecord>
  readonly byE164: Map<string, NumberRecord>
  readonly byShort: Map<string, NumberRecord>
  readonly byPerson: Map<string, NumberRecord>
  /** What others see of people; made when first asked for after a change. */
  readonly seen: Map<string, Person>
  readonly seenOf: Map<string, readonly Person[]>
}

const empty = (): Indexes => ({
  organisations: new Map(),
  byDomain: new Map(),
  people: new Map(),
  numbers: new Map(),
  byE164: new Map(),
  byShort: new Map(),
  byPerson: new Map(),
  seen: new Map(),
  seenOf: new Map(),
})

const shortKey = (organisation: string, short: string) => `${organisation} ${short}`
const byName = new Intl.Collator('sv').compare

export function openProjection(): Projection {
  let now = empty()

  function putOrganisation(record: OrganisationRecord): void {
    const before = now.organisations.get(record.id)
    if (before) now.byDomain.delete(before.domain)
    now.organisations.set(record.id, record)
    now.byDomain.set(record.domain, record)
    // Teams and the domain show in each of its people.
    now.seen.clear()
    now.seenOf.delete(record.id)
  }

  function putPerson(id: string, record: PersonRecord | undefined): void {
    const organisation = (record ?? now.people.get(id))?.organisation
    if (organisation !== undefined) now.seenOf.delete(organisation)
    now.seen.delete(id)
    if (record) now.people.set(id, record)
    else now.people.delete(id)
  }

  function putNumber(id: string, record: NumberRecord | undefined): void {
    const before = now.numbers.get(id)
    if (before) {
      now.numbers.delete(id)
      // Another number may have what this one gave up, and may have been put before it.
      if (before.e164 && now.byE164.get(before.e164)?.id === id) now.byE164.delete(before.e164)
      const key = before.short && shortKey(before.organisation, before.short)
      if (key && now.byShort.get(key)?.id === id) now.byShort.delete(key)
      if (before.person && now.byPerson.get(before.person)?.id === id) now.byPerson.delete(before.person)
      changed(before)
    }
    if (!record) return
    now.numbers.set(id, record)
    if (record.e164) now.byE164.set(record.e164, record)
    if (record.short) now.byShort.set(shortKey(record.organisation, record.short), record)
    if (record.person) now.byPerson.set(record.person, record)
    changed(record)
  }

  function changed({ organisation, person }: NumberRecord): void {
    if (person === undefined) return
    now.seen.delete(person)
    now.seenOf.delete(organisation)
  }

  function person(id: string): Person | undefined {
    const before = now.seen.get(id)
    if (before) return before
    const record = now.people.get(id)
    const number = now.byPerson.get(id)
    const organisation = record && now.organisations.get(record.organisation)
    if (!organisation || record.disabled || !number?.short) return undefined
    const seen: Person = {
      id,
      organisation: organisation.id,
      name: record.name,
      email: record.email,
      short: number.short,
      extension: `${number.short}@${organisation.domain}`,
      number: number.e164,
      numberId: number.id,
      role: record.role,
      plan: record.plan,
      team: (record.teamId && organisation.teams.get(record.teamId)) ?? '',
      ...(record.teamId !== undefined && { teamId: record.teamId }),
      language: record.language,
    }
    now.seen.set(id, seen)
    return seen
  }

  const present = (ids: readonly string[]) => ids.map(person).filter(found => found !== undefined)

  function destinationOf({ id: number, organisation, kind, name, ...record }: NumberRecord): Destination | undefined {
    const common = { number, organisation }
    if (kind === 'person') {
      const called = record.person && person(record.person)
      return called ? { kind, ...common, person: called } : undefined
    }
    if (kind === 'group' || kind === 'queue') return { kind, ...common, name, members: present(record.members) }
    if (kind === 'free') return undefined
    return { kind: 'service', ...common, name, service: kind }
  }

  /** The number as dialled, or as it reads in one of these places. */
  function landline(dialled: string, places: Iterable<Place>): NumberRecord | undefined {
    const exact = now.byE164.get(dialled)
    if (exact) return exact
    for (const place of places) {
      const normal = e164(dialled, place)
      const found = normal === undefined ? undefined : now.byE164.get(normal)
      if (found) return found
    }
    return undefined
  }

  function dialledFrom(dialled: string, organisation: Organisation): NumberRecord | undefined {
    const short = now.byShort.get(shortKey(organisation.id, dialled))
    if (short) return short
    const found = landline(dialled, [organisation])
    return found?.organisation === organisation.id ? found : undefined
  }

  return {
    organisation: id => now.organisations.get(id),
    organisationByDomain: domain => now.byDomain.get(domain.toLowerCase()),
    organisations: () => [...now.organisations.values()],
    person,
    personByExtension(extension) {
      const [short, domain] = extension.split('@')
      const organisation = domain && now.byDomain.get(domain.toLowerCase())
      const number = organisation && short ? now.byShort.get(shortKey(organisation.id, short)) : undefined
      return number?.person === undefined ? undefined : person(number.person)
    },
    people(organisation) {
      const before = now.seenOf.get(organisation)
      if (before) return before
      const ids = [...now.people.values()].filter(record => record.organisation === organisation).map(({ id }) => id)
      const people = present(ids).sort((a, b) => byName(a.name, b.name))
      now.seenOf.set(organisation, people)
      return people
    },
    destination(dialled, organisation) {
      if (organisation === undefined) {
        const countries = new Set([...now.organisations.values()].map(({ country }) => country))
        // A trunk leaves out no area code.
        const found = landline(
          dialled,
          Iterator.from(countries).map(country => ({ country })),
        )
        return found && destinationOf(found)
      }
      const from = now.organisations.get(organisation)
      const found = from && dialledFrom(dialled, from)
      return found && destinationOf(found)
    },
    groups: organisation =>
      [...now.numbers.values()]
        .filter(one => one.organisation === organisation && (one.kind === 'group' || one.kind === 'queue'))
        .flatMap(({ name, e164, short, members }) => (e164 ? [{ name, e164, short, members }] : []))
        .sort((a, b) => (a.e164 < b.e164 ? -1 : 1)),
    serviceNumber(organisation, service) {
      for (const one of now.numbers.values()) {
        if (one.organisation === organisation && one.kind === service && one.short) return one.short
      }
      return undefined
    },

    record: id => now.people.get(id),
    records: organisation =>
      [...now.people.values()]
        .filter(record => record.organisation === organisation)
        .sort((a, b) => byName(a.name, b.name)),
    number: id => now.numbers.get(id),
    numbers: organisation => [...now.numbers.values()].filter(record => record.organisation === organisation),
    numberOf: id => now.byPerson.get(id),

    replace({ organisations, people, numbers }) {
      now = empty()
      for (const record of organisations) putOrganisation(record)
      for (const record of people) putPerson(record.id, record)
      for (const record of numbers) putNumber(record.id, record)
    },
    putOrganisation,
    putPerson,
    putNumber,
  }
}
