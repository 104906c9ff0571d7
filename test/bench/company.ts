/** A company of 1,000 people with a phone each and 100,000 rules of their own, for the benchmarks. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { plugins } from '../../config/plugins.ts'
import { sessionMigrations } from '../../core/access/database-sessions.ts'
import { hashPassword } from '../../core/access/passwords.ts'
import { openDatabase } from '../../core/database/index.ts'
import { flowMigrations } from '../../core/flow/migrations.ts'
import { writeRules } from '../../core/flow/rule-store.ts'
import { migrations as jobMigrations } from '../../core/jobs/migrations.ts'
import { inOrder } from '../../core/plugins.ts'
import { addOrganisation } from '../../plugins/directory/seed.ts'
import { people, personRule } from './rules.ts'

export const domain = 'storkoncernen.svara.localhost'
export const password = 'storkoncernen'
const short = (at: number) => String(1000 + at)
const number = (at: number) => `+4631${String(3900000 + at)}`

export interface Worker {
  readonly short: string
  readonly number: string
  readonly email: string
  readonly authName: string
  readonly secret: string
}

export const workers: readonly Worker[] = Array.from({ length: people }, (_, at) => ({
  short: short(at),
  number: number(at),
  email: `${short(at)}@storkoncernen.example`,
  authName: `${short(at)}-desk`,
  secret: `secret-${short(at)}`,
}))

/** Fills the embedded database of a data folder that has none yet. */
export async function company(data: string, rules: number): Promise<void> {
  await mkdir(data, { recursive: true })
  const database = await openDatabase({ url: undefined, file: join(data, 'svara.sqlite') })
  const own = [...jobMigrations, ...flowMigrations, ...sessionMigrations]
  await database.migrate([...own, ...inOrder(plugins).flatMap(({ migrations = [] }) => migrations)])
  const passwordHash = await hashPassword(password)
  const directory = database.forPlugin('directory')
  const added = await directory.transaction(transaction =>
    addOrganisation(
      directory,
      {
        slug: 'storkoncernen',
        name: 'Storkoncernen AB',
        domain,
        zone: 'Europe/Stockholm',
        country: 'SE',
        language: 'sv',
        openingHours: [],
        people: workers.map(({ short: number, number: e164, email, authName, secret }, at) => ({
          name: `Person ${number}`,
          email,
          short: number,
          number: e164,
          plan: 'Pro',
          role: at === 0 ? 'administrator' : 'member',
          team: `Team ${at % 20}`,
          passwordHash,
          devices: [{ authName, label: 'Desk', secret }],
        })),
        numbers: [],
        free: [],
      },
      transaction,
    ),
  )
  const core = database.forPlugin('core')
  await core.transaction(async transaction => {
    for (const [at, { email }] of workers.entries()) {
      const owner = added.people.get(email)
      if (owner === undefined) throw new Error(email)
      const list = Array.from({ length: Math.floor(rules / people) }, (_, nth) => personRule(nth * people + at))
      await writeRules(core, { scope: 'person', organisation: added.organisation, owner }, list, transaction)
    }
  })
  await database.close()
}
