/** Who may sign in. Password hashes are read when somebody does, and are in no memory. */
import type { Account, Accounts } from '../../core/access/accounts.ts'
import type { Stored } from '../../core/hub.ts'
import type { Changes } from './changes.ts'
import type { Organisation } from './contract.ts'
import type { Projection } from './projection.ts'
import type { PersonRow, Tables } from './tables.ts'

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
  readonly changes: Pick<Changes, 'onPeople'>
}

export function accountsOf({ tables, projection, changes }: Parts): Accounts {
  const everyOrganisation = true
  const listeners: Parameters<Accounts['watch']>[0][] = []
  const told = new Map<string, { access: string; shown: string }>()

  // Only what an account shows: a new short number signs nobody out.
  function changed(id: string): void {
    const { role, plan, language, name, disabled } = projection.record(id) ?? {}
    const now = { access: JSON.stringify([role, plan, disabled]), shown: JSON.stringify([language, name]) }
    const before = told.get(id)
    told.set(id, now)
    if (!before || (before.access === now.access && before.shown === now.shown)) return
    for (const listener of listeners) listener(id, before.access === now.access ? 'shown' : 'access')
  }

  changes.onPeople(people => {
    const everybody = projection.organisations().flatMap(({ id }) => projection.records(id).map(record => record.id))
    for (const id of people ?? new Set([...told.keys(), ...everybody])) changed(id)
  })

  return {
    async byEmail(email) {
      const row = await tables.people.findOne({ where: { email: email.trim().toLowerCase() }, everyOrganisation })
      return row ? accountOf(row.get(), projection) : undefined
    },
    async byPerson(id) {
      const row = await tables.people.findOne({ where: { id }, everyOrganisation })
      return row ? accountOf(row.get(), projection) : undefined
    },
    async setPassword(id, passwordHash) {
      await tables.people.update({ passwordHash }, { where: { id }, everyOrganisation })
    },
    watch: listener => void listeners.push(listener),
  }
}

const accountOf = (
  row: PersonRow & Stored,
  projection: Projection,
  { zone, country, areaCode }: Partial<Organisation> = projection.organisation(row.organisationId) ?? {},
): Account => ({
  person: row.id,
  organisation: row.organisationId,
  role: row.role,
  plan: row.plan,
  passwordHash: row.passwordHash ?? undefined,
  disabled: row.disabled,
  language: row.language,
  name: row.name,
  zone: zone ?? 'UTC',
  place: { country: country ?? 'SE', areaCode },
})
