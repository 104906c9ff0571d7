/** The database: an embedded SQLite file, or a MariaDB server. The same models, migrations, errors and answers on both. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Options, Sequelize, type Transaction } from 'sequelize'
import type { Hub } from '../hub.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { openDriver } from './sqlite/driver.ts'
import { defineTable } from './tables.ts'
import { explained } from './unavailable.ts'

export interface Database {
  readonly sequelize: Sequelize
  readonly dialect: 'sqlite' | 'mariadb'
  /** Runs what was not run yet, in the order given; several hubs may do it at once. */
  migrate(migrations: readonly Migration[]): Promise<void>
  /** Tables of one plugin, prefixed by its id. */
  forPlugin(id: string): Pick<Hub, 'table' | 'transaction'>
  /** Whether it answers, within two seconds. */
  alive(): Promise<boolean>
  close(): Promise<void>
}

const aliveWithin = 2000

/**
 * `url` is `mariadb://user:password@host:port/schema`; without one, `file` holds everything. Doesn't fail when the server is away: queries
 * fail within seconds with `database.unavailable` (503), and succeed again when it is back.
 */
export async function openDatabase({ url, file }: { url: string | undefined; file: string }): Promise<Database> {
  const { sequelize, close } = await (url === undefined ? openSqlite(file) : openServer(url))
  const query = sequelize.query.bind(sequelize) as (...args: unknown[]) => Promise<unknown>
  sequelize.query = (async (...args: unknown[]) => {
    try {
      return await query(...args)
    } catch (error) {
      throw explained(error)
    }
  }) as Sequelize['query']

  async function transaction<T>(run: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      return await sequelize.transaction(run)
    } catch (error) {
      throw explained(error)
    }
  }

  return {
    sequelize,
    dialect: url === undefined ? 'sqlite' : 'mariadb',
    async migrate(migrations) {
      if (url === undefined) return migrate(sequelize, migrations)
      const { openMariaDb } = await import('./mariadb.ts')
      const patient = openMariaDb(url, { hurry: false })
      try {
        await migrate(patient, migrations)
      } finally {
        await patient.close()
      }
    },
    forPlugin: id => ({
      table: (name, attributes, options) => defineTable(sequelize, `${id}_${name}`, attributes, options),
      transaction,
    }),
    async alive() {
      const asked = sequelize.query('SELECT 1').then(
        () => true,
        () => false,
      )
      const timer = new AbortController()
      const late = sleep(aliveWithin, false, { signal: timer.signal }).catch(() => false)
      const answer = await Promise.race([asked, late])
      timer.abort()
      return answer
    },
    close,
  }
}

async function openSqlite(file: string) {
  const driver = openDriver(file)
  const options: Options = {
    dialect: 'sqlite',
    storage: file,
    dialectModule: driver.dialectModule,
    // A transaction that begins by reading and writes later loses to another writer in between, whatever it waits.
    transactionType: 'IMMEDIATE' as Transaction.TYPES,
    logging: false,
  }
  const sequelize = new Sequelize(options)
  try {
    // The first connection is the shared one (see the driver), and says now whether the file can be opened.
    await sequelize.query('SELECT 1')
  } catch (error) {
    await driver.close()
    throw error
  }
  return { sequelize, close: () => driver.close() }
}

async function openServer(url: string) {
  // The driver costs memory that an embedded database has no use for.
  const { openMariaDb } = await import('./mariadb.ts')
  const sequelize = openMariaDb(url)
  return { sequelize, close: () => sequelize.close() }
}
