import { ConnectionError, DatabaseError } from 'sequelize'
import { HubError } from '../error.ts'

/** The database can't be reached just now: 503. It heals by itself; ask again. */
export function unavailable(cause: unknown): HubError {
  return Object.assign(new HubError('database.unavailable', 503), { cause })
}

/** What the MariaDB driver says of a connection that broke, https://github.com/mariadb-corporation/mariadb-connector-nodejs. */
const broken = new Set([
  'ER_SOCKET_UNEXPECTED_CLOSE',
  'ER_SOCKET_TIMEOUT',
  'ER_CMD_CONNECTION_CLOSED',
  'ER_CONNECTION_ALREADY_CLOSED',
  'ER_CONNECTION_TIMEOUT',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ECONNRESET',
  'EPIPE',
])

/** The same error, or `database.unavailable` where it means that the database is away. */
export function explained(error: unknown): unknown {
  if (error instanceof ConnectionError) return unavailable(error)
  if (!(error instanceof DatabaseError)) return error
  const { parent } = error as { parent?: Error & { code?: string } }
  if (parent instanceof HubError) return parent
  return broken.has(parent?.code ?? '') ? unavailable(error) : error
}
