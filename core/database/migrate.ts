/** Brings the schema up to date. Hubs that start together take turns by a lease in a row, which a Galera cluster knows too (GET_LOCK it doesn't). */
import { setTimeout as sleep } from 'node:timers/promises'
import { DataTypes, Op, type Sequelize, UniqueConstraintError } from 'sequelize'
import { type MigrationParams, Umzug, type UmzugStorage } from 'umzug'
import { v7 } from 'uuid'
import { time } from './columns.ts'
import type { Migration } from './migration.ts'

/** A hub that died while migrating is waited for this long, in milliseconds. */
const leaseMs = 15_000
const askAgainMs = 100

type Context = Parameters<Migration['up']>[0]

/** Runs those not run yet, in the order given. */
export async function migrate(sequelize: Sequelize, migrations: readonly Migration[]): Promise<void> {
  const done = sequelize.define('core_migrations', name(), { tableName: 'core_migrations', timestamps: false })
  const leases = sequelize.define('core_leases', lease(), { tableName: 'core_leases', timestamps: false })
  await done.sync()
  const storage: UmzugStorage<Context> = {
    async executed() {
      const rows = await done.findAll({ attributes: ['name'] })
      return rows.map(row => row.get('name') as string)
    },
    async logMigration({ name }: MigrationParams<Context>) {
      await done.create({ name, at: new Date() })
    },
    async unlogMigration({ name }) {
      await done.destroy({ where: { name } })
    },
  }
  const umzug = new Umzug({
    context: { sequelize, queryInterface: sequelize.getQueryInterface() },
    migrations: migrations.map(migration => ({
      name: migration.name,
      up: ({ context }: MigrationParams<Context>) => migration.up(context),
    })),
    storage,
    logger: undefined,
  })
  const pending = async () => (await umzug.pending()).length > 0
  if (!(await pending())) return

  await leases.sync()
  const owner = v7()
  const until = () => new Date(Date.now() + leaseMs)
  const renew = async () => {
    await leases.update({ until: until() }, { where: { name: 'migrate', owner } })
  }
  const take = async (): Promise<boolean> => {
    const where = { name: 'migrate', until: { [Op.lte]: new Date() } }
    const [taken] = await leases.update({ owner, until: until() }, { where })
    if (taken === 1) return true
    try {
      await leases.create({ name: 'migrate', owner, until: until() })
      return true
    } catch (error) {
      if (error instanceof UniqueConstraintError) return false
      throw error
    }
  }

  while (!(await take())) await sleep(askAgainMs)
  // An error here comes again, and louder, at the next statement of the migration itself.
  const renewal = setInterval(() => void renew().catch(() => undefined), leaseMs / 5)
  try {
    if (await pending()) await umzug.up()
  } finally {
    clearInterval(renewal)
    await leases.destroy({ where: { name: 'migrate', owner } })
  }
}

const name = () => ({ name: { type: DataTypes.STRING(190), primaryKey: true }, at: { type: time, allowNull: false } })
const lease = () => ({
  name: { type: DataTypes.STRING(80), primaryKey: true },
  owner: { type: DataTypes.STRING(36), allowNull: false },
  until: { type: time, allowNull: false },
})
