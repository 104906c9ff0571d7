/** A whole organisation at once: for the demonstration, and for whoever runs the hub and takes a customer on. */
import type { Transaction } from 'sequelize'
import type { Language, Plan, Role } from '../../core/define.ts'
import type { Hub } from '../../core/hub.ts'
import { ha1 } from './administration/devices.ts'
import type { OpeningHours } from './contract/opening.ts'
import { directoryTables, type Tables } from './tables.ts'

export interface NewPerson {
  readonly name: string
  /** In lower case. */
  readonly email: string
  readonly short: string
  /** E.164. */
  readonly number?: string
  readonly plan: Plan
  readonly role: Role
  readonly team: string
  readonly language?: Language
  /** Argon2id, by core/access/passwords.ts. */
  readonly passwordHash?: string
  readonly devices?: readonly { readonly authName: string; readonly label: string; readonly secret: string }[]
}

export interface NewNumber {
  readonly kind: 'group' | 'queue' | 'voicemail' | 'conference'
  readonly name: string
  readonly short: string
  /** E.164. */
  readonly e164?: string
  /** Short numbers of people, in the order they ring. */
  readonly members?: readonly string[]
  readonly closesOutsideHours: boolean
}

export interface NewOrganisation {
  readonly slug: string
  readonly name: string
  readonly domain: string
  readonly zone: string
  readonly country: string
  readonly areaCode?: string
  readonly language: Language
  readonly openingHours: OpeningHours
  readonly people: readonly NewPerson[]
  readonly numbers: readonly NewNumber[]
  /** Landline numbers that the organisation has and nobody uses, E.164. */
  readonly free: readonly string[]
}

export interface Added {
  readonly organisation: string
  /** Ids of people by e-mail address, of numbers by short number. */
  readonly people: ReadonlyMap<string, string>
  readonly numbers: ReadonlyMap<string, string>
}

export const isEmpty = async (database: Pick<Hub, 'table'>): Promise<boolean> =>
  (await directoryTables(database).organisations.count({ everyOrganisation: true })) === 0

/** Before the plugin is set up, or in another process: a hub that runs already doesn't see it until its next reload. */
export async function addOrganisation(
  database: Pick<Hub, 'table'>,
  organisation: NewOrganisation,
  transaction: Transaction,
): Promise<Added> {
  const tables = directoryTables(database)
  const { people, numbers, free, ...own } = organisation
  const row = tables.organisations.build({ ...own, peopleClose: false })
  const organisationId = row.get().id
  await row.set({ organisationId }).save({ transaction })

  const teams = new Map<string, string>()
  for (const name of new Set(people.map(({ team }) => team))) {
    const team = await tables.teams.create({ organisationId, name }, { transaction })
    teams.set(name, team.get().id)
  }
  const added = { organisation: organisationId, people: new Map<string, string>(), numbers: new Map<string, string>() }
  const byShort = new Map<string, string>()
  const context = { tables, organisationId, language: own.language, domain: own.domain, transaction }
  for (const person of people) {
    const ids = await addPerson(context, person, teams.get(person.team) ?? null)
    added.people.set(person.email, ids.person)
    added.numbers.set(person.short, ids.number)
    byShort.set(person.short, ids.person)
  }
  for (const { members = [], ...number } of numbers) {
    const created = await tables.numbers.create({ organisationId, ...number }, { transaction })
    const numberId = created.get().id
    added.numbers.set(number.short, numberId)
    for (const [position, short] of members.entries()) {
      const personId = byShort.get(short)
      if (personId === undefined) throw new Error(`${number.name} has a member ${short} who is nobody`)
      await tables.members.create({ organisationId, numberId, personId, position }, { transaction })
    }
  }
  for (const e164 of free) {
    const number = { organisationId, kind: 'free' as const, name: '', e164, closesOutsideHours: false }
    await tables.numbers.create(number, { transaction })
  }
  return added
}

interface Context {
  readonly tables: Tables
  readonly organisationId: string
  readonly language: Language
  readonly domain: string
  readonly transaction: Transaction
}

async function addPerson(context: Context, person: NewPerson, teamId: string | null) {
  const { tables, organisationId, domain, transaction } = context
  const { name, email, plan, role, short, number, devices = [], language = context.language } = person
  const passwordHash = person.passwordHash ?? null
  const created = await tables.people.create(
    { organisationId, name, email, passwordHash, role, plan, teamId, language, disabled: false },
    { transaction },
  )
  const personId = created.get().id
  const own = await tables.numbers.create(
    { organisationId, kind: 'person', name, short, e164: number ?? null, personId, closesOutsideHours: false },
    { transaction },
  )
  for (const { authName, label, secret } of devices) {
    const device = { personId, label, authName, domain, ha1: ha1(authName, domain, secret), sessionId: null }
    await tables.devices.create({ organisationId, ...device }, { transaction })
  }
  return { person: personId, number: own.get().id }
}
