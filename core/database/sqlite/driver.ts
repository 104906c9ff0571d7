/**
 * The part of the sqlite3 package that Sequelize's sqlite dialect uses, on node:sqlite in a worker thread. Sequelize opens a
 * connection for everything outside transactions and one for each transaction.
 */
import { Worker } from 'node:worker_threads'
import { unavailable } from '../unavailable.ts'
import { type Answer, type Request, shared, type Value } from './protocol.ts'

type Unnumbered = Request extends infer R ? (R extends Request ? Omit<R, 'id'> : never) : never
type Params = readonly unknown[] | Readonly<Record<string, unknown>>
type Callback = (this: Statement, error: Error | null, rows?: readonly unknown[]) => void
type Done = (error: Error | null) => void

/** Sequelize asks for this name. */
class Statement {
  lastID = 0
  changes = 0
}

export interface Driver {
  /** For Sequelize's `dialectModule`. */
  readonly dialectModule: object
  /** Ends the thread; what it was given before is carried out. */
  close(): Promise<void>
}

const changesTables = /^\s*(create|alter|drop|rollback)\b/i
const tableInfo = /^PRAGMA table_info\(/i

export function openDriver(file: string): Driver {
  const thread = startThread(file)
  let opened = shared
  // Sequelize asks for the columns' types before every SELECT.
  const columns = new Map<string, readonly unknown[]>()

  class Database {
    readonly filename: string
    uuid: string | undefined
    readonly #connection: number

    constructor(filename: string, _mode: number, done: Done) {
      this.filename = filename
      this.#connection = opened
      opened += 1
      this.#ask({ kind: 'open', connection: this.#connection }, done)
    }

    serialize(run?: () => void): void {
      run?.()
    }

    all(sql: string, ...rest: [Params, Callback?] | [Callback?]): this {
      return this.run(sql, ...rest)
    }

    run(sql: string, ...[first, second]: [Params, Callback?] | [Callback?]): this {
      const [params, callback] = typeof first === 'function' ? [[], first] : [first ?? [], second]
      const known = columns.get(sql)
      if (known) {
        callback?.call(new Statement(), null, known)
        return this
      }
      if (changesTables.test(sql)) columns.clear()
      thread.ask({ kind: 'query', connection: this.#connection, sql, params: stored(params) }, (error, answer) => {
        if (changesTables.test(sql)) columns.clear()
        const rows = answer?.rows ?? []
        if (answer?.blobs) asBuffers(rows)
        if (tableInfo.test(sql) && rows.length > 0) columns.set(sql, rows)
        const statement = new Statement()
        statement.lastID = answer?.lastId ?? 0
        statement.changes = answer?.changes ?? 0
        callback?.call(statement, error, rows)
      })
      return this
    }

    close(done?: Done): void {
      this.#ask({ kind: 'close', connection: this.#connection }, done)
    }

    #ask(request: Unnumbered, done?: Done): void {
      thread.ask(request, error => done?.(error))
    }
  }

  return {
    dialectModule: { Database, OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4 },
    close: () => thread.close(),
  }
}

function startThread(file: string) {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { file },
    // Rows pass through it and are gone: a large young generation would only be memory.
    resourceLimits: { maxYoungGenerationSizeMb: 6 },
  })
  const asked = new Map<number, (error: Error | null, answer?: Answer) => void>()
  let gone: Error | undefined
  let next = 1
  let batch: Request[] = []

  worker.on('message', (answers: readonly Answer[]) => {
    for (const answer of answers) {
      const done = asked.get(answer.id)
      asked.delete(answer.id)
      const { error } = answer
      done?.(error ? Object.assign(new Error(error.message), { code: error.code }) : null, answer)
    }
  })
  worker.on('error', (error: Error) => {
    gone = error
  })
  worker.on('exit', () => {
    gone ??= new Error('closed')
    for (const done of asked.values()) done(unavailable(gone))
    asked.clear()
  })

  function flush(): void {
    const requests = batch
    batch = []
    worker.postMessage(requests)
  }

  function ask(request: Unnumbered, done: (error: Error | null, answer?: Answer) => void): void {
    if (gone) {
      const error = unavailable(gone)
      queueMicrotask(() => done(error))
      return
    }
    const id = next
    next += 1
    asked.set(id, done)
    if (batch.length === 0) queueMicrotask(flush)
    batch.push({ ...request, id })
  }

  return {
    ask,
    async close() {
      if (!gone) await new Promise<void>(resolve => ask({ kind: 'close', connection: shared }, () => resolve()))
      await worker.terminate()
    },
  }
}

function stored(params: Params): readonly Value[] | Readonly<Record<string, Value>> {
  if (Array.isArray(params)) return params.map(value)
  return Object.fromEntries(Object.entries(params).map(([name, one]) => [name, value(one)]))
}

function value(one: unknown): Value {
  if (one === undefined || one === null) return null
  if (typeof one === 'boolean') return one ? 1 : 0
  if (one instanceof Date) return one.toISOString()
  return one as Value
}

function asBuffers(rows: readonly Record<string, unknown>[]): void {
  for (const row of rows) {
    for (const name in row) {
      const one = row[name]
      if (one instanceof Uint8Array) row[name] = Buffer.from(one.buffer, one.byteOffset, one.byteLength)
    }
  }
}
