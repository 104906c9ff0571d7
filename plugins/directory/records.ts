/** What the projection keeps of the tables, and how it is read. */
import type { Language, Phrase, Plan, Role } from '../../core/define.ts'
import type { Stored } from '../../core/hub.ts'
import type { NumberKind } from './contract/numbers.ts'
import type { OpeningHours } from './contract/opening.ts'
import type { Organisation } from './contract.ts'
import type { NumberRow, OrganisationRow, PersonRow, Tables } from './tables.ts'

export interface OrganisationRecord extends Organisation {
  readonly openingHours: OpeningHours
  readonly peopleClose: boolean
  /** By day, "2026-06-19". */
  readonly closedDays: ReadonlyMap<string, Phrase>
  /** Names by id. */
  readonly teams: ReadonlyMap<string, string>
}

export interface PersonRecord {
  readonly id: string
  readonly organisation: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly plan: Plan
  readonly teamId: string | undefined
  readonly language: Language
  readonly disabled: boolean
}

export interface NumberRecord {
  readonly id: string
  readonly organisation: string
  readonly kind: NumberKind
  readonly name: string
  readonly e164: string | undefined
  readonly short: string | undefined
  readonly person: string | undefined
  readonly closesOutsideHours: boolean
  readonly openingHours: OpeningHours | undefined
  /** Ids of people, in order. */
  readonly members: readonly string[]
}

export interface Records {
  readonly organisations: readonly OrganisationRecord[]
  readonly people: readonly PersonRecord[]
  readonly numbers: readonly NumberRecord[]
}

/** Everything, of every organisation: once at start, and when broadcasts may have been missed. */
export async function readAll(tables: Tables): Promise<Records> {
  const everyOrganisation = true
  const [organisations, closedDays, teams, people, numbers, members] = await Promise.all([
    tables.organisations.findAll({ everyOrganisation }),
    tables.closedDays.findAll({ everyOrganisation }),
    tables.teams.findAll({ everyOrganisation }),
    tables.people.findAll({ everyOrganisation }),
    tables.numbers.findAll({ everyOrganisation }),
    tables.members.findAll({ everyOrganisation, order: [['position', 'ASC']] }),
  ])
  const daysOf = grouped(
    closedDays.map(row => row.get()),
    row => row.organisationId,
  )
  const teamsOf = grouped(
    teams.map(row => row.get()),
    row => row.organisationId,
  )
  const membersOf = grouped(
    members.map(row => row.get()),
    row => row.numberId,
  )
  return {
    organisations: organisations.map(row => {
      const organisation = row.get()
      return organisationRecord(organisation, daysOf.get(organisation.id) ?? [], teamsOf.get(organisation.id) ?? [])
    }),
    people: people.map(row => personRecord(row.get())),
    numbers: numbers.map(row => {
      const number = row.get()
      return numberRecord(number, membersOf.get(number.id) ?? [])
    }),
  }
}

export async function readOrganisation(tables: Tables, id: string): Promise<OrganisationRecord | undefined> {
  const where = { organisationId: id }
  const [organisation, closedDays, teams] = await Promise.all([
    tables.organisations.findOne({ where }),
    tables.closedDays.findAll({ where }),
    tables.teams.findAll({ where }),
  ])
  if (!organisation) return undefined
  return organisationRecord(
    organisation.get(),
    closedDays.map(row => row.get()),
    teams.map(row => row.get()),
  )
}

export async function readPeople(tables: Tables, organisationId: string, ids: string[]): Promise<PersonRecord[]> {
  const rows = await tables.people.findAll({ where: { organisationId, id: ids } })
  return rows.map(row => personRecord(row.get()))
}

export async function readNumbers(tables: Tables, organisationId: string, ids: string[]): Promise<NumberRecord[]> {
  const [numbers, members] = await Promise.all([
    tables.numbers.findAll({ where: { organisationId, id: ids } }),
    tables.members.findAll({ where: { organisationId, numberId: ids }, order: [['position', 'ASC']] }),
  ])
  const membersOf = grouped(
    members.map(row => row.get()),
    row => row.numberId,
  )
  return numbers.map(row => {
    const number = row.get()
    return numberRecord(number, membersOf.get(number.id) ?? [])
  })
}

function organisationRecord(
  { id, slug, name, domain, zone, country, areaCode, language, openingHours, peopleClose }: OrganisationRow & Stored,
  closedDays: readonly { day: string; sv: string; en: string }[],
  teams: readonly { id: string; name: string }[],
): OrganisationRecord {
  return {
    ...{ id, slug, name, domain, zone, country, language, openingHours, peopleClose },
    areaCode: areaCode ?? undefined,
    closedDays: new Map(closedDays.map(({ day, sv, en }) => [day, { sv, en }])),
    teams: new Map(teams.map(team => [team.id, team.name])),
  }
}

const personRecord = (row: PersonRow & Stored): PersonRecord => ({
  id: row.id,
  organisation: row.organisationId,
  name: row.name,
  email: row.email,
  role: row.role,
  plan: row.plan,
  teamId: row.teamId ?? undefined,
  language: row.language,
  disabled: row.disabled,
})

const numberRecord = (row: NumberRow & Stored, members: readonly { personId: string }[]): NumberRecord => ({
  id: row.id,
  organisation: row.organisationId,
  kind: row.kind,
  name: row.name,
  e164: row.e164 ?? undefined,
  short: row.short ?? undefined,
  person: row.personId ?? undefined,
  closesOutsideHours: row.closesOutsideHours,
  openingHours: row.openingHours ?? undefined,
  members: members.map(({ personId }) => personId),
})

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
