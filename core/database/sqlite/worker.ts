/**
 * The thread that SQLite runs in. node:sqlite is synchronous, and the main thread carries calls. Writes that wait together are
 * committed together: one fsync for many, and no answer before it.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { type Connection, failure, isBusy, openConnection } from './connection.ts'
import { type Answer, type Query, type Request, shared } from './protocol.ts'

const { file } = workerData as { file: string }
const port = parentPort
if (!port) throw new Error('this file runs as a worker')

/** How long a writer waits for another one before it fails with SQLITE_BUSY, in milliseconds. */
const patience = 5000
/** Another process doesn't say when it is done: look this often. */
const lookAgain = 5
/** Closed connections kept for the next transaction. */
const spareAtMost = 4

const connections = new Map<number, Connection>()
const spare: Connection[] = []
const waiting: { readonly queries: readonly Query[]; readonly since: number }[] = []
let timer: NodeJS.Timeout | undefined
let answers: Answer[] = []

const writes = /^\s*(insert|update|delete|replace)\b/i
const ends = /^\s*(commit|rollback|end)\b/i

port.on('message', (first: readonly Request[]) => {
  const group: Query[] = []
  let message: readonly Request[] | undefined = first
  while (message) {
    for (const request of message) take(request, group)
    message = receiveMessageOnPort(port)?.message
  }
  if (group.length > 0) attempt(group, Date.now())
  send()
})

function take(request: Request, group: Query[]): void {
  if (request.kind === 'query') {
    if (request.connection === shared && writes.test(request.sql)) group.push(request)
    else attempt([request], Date.now())
    return
  }
  try {
    if (request.kind === 'open') connections.set(request.connection, spare.pop() ?? openConnection(file))
    else close(request.connection)
    answers.push({ id: request.id })
  } catch (error) {
    answers.push(failure(request.id, error))
  }
}

function close(id: number): void {
  const connection = connections.get(id)
  connections.delete(id)
  if (!connection) return
  if (connection.database.isTransaction) {
    connection.database.exec('ROLLBACK')
    again()
  }
  if (id !== shared && spare.length < spareAtMost) {
    spare.push(connection)
    return
  }
  connection.close()
  if (id === shared) for (const one of spare.splice(0)) one.close()
}

/** Runs what belongs together, or lets it wait for the writer at work. Whoever came first goes first. */
function attempt(queries: readonly Query[], since: number): void {
  if (!run(queries, since)) {
    waiting.push({ queries, since })
    timer ??= setTimeout(retry, lookAgain)
  }
}

function retry(): void {
  clearTimeout(timer)
  timer = undefined
  for (let next = waiting[0]; next; next = waiting[0]) {
    if (!run(next.queries, next.since)) break
    waiting.shift()
  }
  if (waiting.length > 0) timer = setTimeout(retry, lookAgain)
  send()
}

function again(): void {
  if (waiting.length === 0) return
  clearTimeout(timer)
  timer = setTimeout(retry, 0)
}

/** False when another writer is at work and there is still time to wait. */
function run(queries: readonly Query[], since: number): boolean {
  const [only] = queries
  if (!only) return true
  const connection = connections.get(only.connection)
  if (!connection) {
    for (const { id } of queries) answers.push(failure(id, new Error('the connection is closed')))
    return true
  }
  try {
    answers.push(...(queries.length === 1 ? [connection.run(only)] : together(connection, queries)))
    if (ends.test(only.sql)) again()
  } catch (error) {
    if (isBusy(error) && Date.now() - since < patience) return false
    for (const { id } of queries) answers.push(failure(id, error))
  }
  return true
}

/** One transaction for many writes. One that fails undoes itself alone (https://www.sqlite.org/lang_conflict.html, ABORT). */
function together(connection: Connection, queries: readonly Query[]): Answer[] {
  const { database } = connection
  database.exec('BEGIN IMMEDIATE')
  try {
    const results = queries.map(query => {
      try {
        return connection.run(query)
      } catch (error) {
        // A full disk rolls the whole transaction back.
        if (!database.isTransaction) throw error
        return failure(query.id, error)
      }
    })
    database.exec('COMMIT')
    return results
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function send(): void {
  if (answers.length === 0) return
  port?.postMessage(answers)
  answers = []
}
