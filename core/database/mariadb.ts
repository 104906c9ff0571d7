/** Sequelize on MariaDB: UTC with milliseconds, the same answers as SQLite, and soon an error when the server is away. */
import { type Connection, createConnection, type QueryOptions } from 'mariadb'
import { type Options, Sequelize } from 'sequelize'

/** Hubs are few and a query takes a millisecond: ten connections carry thousands of queries a second. */
const pool = { max: 10, min: 0, acquire: 4000, idle: 5000, evict: 1000 }

/** Without `hurry` a statement may take its time, as a migration of a large table does. */
export function openMariaDb(url: string, { hurry = true } = {}): Sequelize {
  const options: Options = {
    dialect: 'mariadb',
    dialectModule: { createConnection: connect },
    pool,
    timezone: '+00:00',
    logging: false,
    define: { charset: 'utf8mb4', collate: 'utf8mb4_nopad_bin' },
    dialectOptions: {
      connectTimeout: 3000,
      // A server that stands still. The pool closes an idle connection before this does.
      socketTimeout: hurry ? 8000 : 0,
      charset: 'utf8mb4',
      // An UPDATE counts the rows that it found, changed or not, as SQLite does.
      foundRows: true,
      // Otherwise a full column cuts what it is given.
      initSql: ["SET sql_mode = 'TRADITIONAL,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 5"],
    },
  }
  return new Sequelize(url, options)
}

/** Sequelize 6 deletes `meta` from the rows, which the driver has made permanent since 3.1: give it a copy. */
async function connect(options: Parameters<typeof createConnection>[0]): Promise<Connection> {
  const connection = await createConnection(options)
  const query = connection.query.bind(connection) as (sql: string | QueryOptions, values?: unknown) => Promise<unknown>
  connection.query = (async (sql: string | QueryOptions, values?: unknown) => {
    const rows = await query(sql, values)
    if (!Array.isArray(rows)) return rows
    const meta = Object.getOwnPropertyDescriptor(rows, 'meta')
    if (!meta || meta.configurable) return rows
    return Object.defineProperty(rows.slice(), 'meta', { value: meta.value, configurable: true, writable: true })
  }) as Connection['query']
  return connection
}
