/** Files that can't be opened, processes that are killed, servers that are away. */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMariaDb } from '../../test/harness/mariadb.ts'
import { HubError } from '../error.ts'
import { openDatabase } from './index.ts'
import { migrations, things } from './things.fixture.ts'

test('a file that can’t be opened is said at once', async () => {
  await expect(openDatabase({ url: undefined, file: tmpdir() })).rejects.toThrow('unable to open database file')
})

test('without its thread SQLite is unavailable, and nobody waits for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'svara-closed-'))
  const database = await openDatabase({ url: undefined, file: join(folder, 'a.sqlite') })
  const unanswered = database.sequelize.query('SELECT 1').catch((error: unknown) => error)
  await Promise.all([unanswered, database.close()])
  await expect(database.sequelize.query('SELECT 1')).rejects.toMatchObject({
    code: 'database.unavailable',
    status: 503,
  })
  expect(await database.alive()).toBe(false)
  await rm(folder, { recursive: true })
})

test('SQLite keeps what it acknowledged over kill -9', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'svara-killed-'))
  const file = join(folder, 'a.sqlite')
  const child = fork(new URL('./killed.fixture.ts', import.meta.url).pathname, [file], { execPath: process.execPath })
  const acknowledged: string[] = []
  await new Promise<void>(resolve => {
    child.on('message', (name: string) => {
      acknowledged.push(name)
      if (acknowledged.length === 200) child.kill('SIGKILL')
    })
    child.on('exit', () => resolve())
  })
  const database = await openDatabase({ url: undefined, file })
  const rows = await things(database).findAll({ where: { organisationId: 'a' } })
  await database.close()
  await rm(folder, { recursive: true })
  const names = new Set(rows.map(row => row.get().name))
  expect(acknowledged.length).toBeGreaterThanOrEqual(200)
  expect(acknowledged.filter(name => !names.has(name))).toEqual([])
})

test('MariaDB killed: a 503 within seconds, and it heals by itself', async () => {
  const server = await startMariaDb()
  const database = await openDatabase({ url: server.url, file: '' })
  try {
    await database.migrate(migrations)
    const table = things(database)
    const where = { organisationId: 'a' }
    await table.create({ ...where, name: 'one' })
    await server.kill()
    for (const query of [() => table.count({ where }), () => database.forPlugin('test').transaction(async () => {})]) {
      const error = await query().then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(error).toBeInstanceOf(HubError)
      expect(error).toMatchObject({ code: 'database.unavailable', status: 503 })
    }
    expect(await database.alive()).toBe(false)
    await server.restart()
    expect(await table.count({ where })).toBe(1)
    expect(await database.alive()).toBe(true)
  } finally {
    await database.close()
    await server.stop()
  }
}, 30_000)
