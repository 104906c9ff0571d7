/** Who may sign in. Password hashes are read when somebody does, and are in no memory. */
import type { Account, Accounts } from '../../core/access/accounts.ts'
import type { Stored } from '../../core/hub.ts'
import type { Changes } from './changes.ts'
import type { Projection } from './projection.ts'
import type { PersonRow, Tables } from './tables.ts'

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
  readonly changes: Pick<Changes, 'onPeople'>
}

export function accountsOf({ tables, projection, changes }: Parts): Accounts {
  const everyOrganisation = true
  const listeners: ((person: string) => void)[] = []
  const told = new Map<string, string>()

  // Only what an account shows: a new short number signs nobody out.
  function changed(id: string): void {
    const { role, plan, language, name, disabled } = projection.record(id) ?? {}
    const account = JSON.stringify([role, plan, language, name, disabled])
    if (told.get(id) === account) return
    const before = told.has(id)
    told.set(id, account)
    if (before) for (const listener of listeners) listener(id)
  }

  changes.onPeople(people => {
    const everybody = projection.organisations().flatMap(({ id }) => projection.records(id).map(record => record.id))
    for (const id of people ?? new Set([...told.keys(), ...everybody])) changed(id)
  })

  return {
    async byEmail(email) {
      const row = await tables.people.findOne({ where: { email: email.trim().toLowerCase() }, everyOrganisation })
      return row ? accountOf(row.get()) : undefined
    },
    async byPerson(id) {
      const row = await tables.people.findOne({ where: { id }, everyOrganisation })
      return row ? accountOf(row.get()) : undefined
    },
    async setPassword(id, passwordHash) {
      await tables.people.update({ passwordHash }, { where: { id }, everyOrganisation })
    },
    watch: listener => void listeners.push(listener),
  }
}

const accountOf = (row: PersonRow & Stored): Account => ({
  person: row.id,
  organisation: row.organisationId,
  role: row.role,
  plan: row.plan,
  passwordHash: row.passwordHash ?? undefined,
  disabled: row.disabled,
  language: row.language,
  name: row.name,
})
