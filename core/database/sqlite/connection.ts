/** One SQLite connection inside the worker: its settings, its prepared statements, its values as JavaScript's. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { LRUCache } from 'lru-cache'
import type { Answer, Query, Row } from './protocol.ts'

// https://www.sqlite.org/rescode.html; Sequelize knows the names that the sqlite3 package gives.
const names: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  19: 'SQLITE_CONSTRAINT',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  1811: 'SQLITE_CONSTRAINT_TRIGGER',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
}

/**
 * FULL, because in WAL mode NORMAL loses acknowledged commits at a power cut. No busy timeout: it would stop the whole worker;
 * whoever is busy is tried again. LIKE minds the case, as MariaDB's does with a binary collation. 4 MB of pages a connection.
 */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA case_sensitive_like = ON;
  PRAGMA cache_size = -4000;
  PRAGMA journal_size_limit = 67108864;`

/** Longer statements are bulk inserts with their values written out: never the same twice. */
const longest = 4000

export interface Connection {
  readonly database: DatabaseSync
  run(query: Query): Answer
  close(): void
}

export function openConnection(file: string): Connection {
  const database = new DatabaseSync(file, { timeout: 0 })
  database.exec(settings)
  const statements = new LRUCache<string, StatementSync>({ max: 200 })

  function prepare(sql: string): StatementSync {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statement.setReadBigInts(true)
    if (sql.length <= longest) statements.set(sql, statement)
    return statement
  }

  return {
    database,
    run({ id, sql, params }) {
      const statement = prepare(sql)
      const [named, positional] = Array.isArray(params) ? [{}, params as SQLInputValue[]] : [params, []]
      if (statement.columns().length > 0) {
        const rows = statement.all(named as Record<string, SQLInputValue>, ...positional) as Row[]
        return { id, rows, blobs: plain(rows) }
      }
      const { lastInsertRowid, changes } = statement.run(named as Record<string, SQLInputValue>, ...positional)
      return { id, lastId: Number(lastInsertRowid), changes: Number(changes) }
    },
    close() {
      statements.clear()
      database.close()
    },
  }
}

/** Whole numbers as numbers where they are exact, else as text, as the MariaDB driver gives them. True when there is a blob. */
function plain(rows: Row[]): boolean {
  let blobs = false
  for (const row of rows) {
    for (const name in row) {
      const value = row[name]
      if (typeof value === 'bigint') {
        row[name] = Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
      } else if (value instanceof Uint8Array) {
        blobs = true
      }
    }
  }
  return blobs
}

export function failure(id: number, error: unknown): Answer {
  const { message, errcode } = error as Error & { errcode?: number }
  const code = errcode === undefined ? undefined : (names[errcode] ?? names[errcode & 0xff])
  return { id, error: { message, code: code ?? 'SQLITE_ERROR' } }
}

export const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === 5
