import { expect, test } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { databaseSessions, sessionMigrations } from './database-sessions.ts'
import type { SessionStore, StoredSession } from './session-store.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 8, minutes, 0, 123))
const session = (id: string, more: Partial<StoredSession> = {}): StoredSession => ({
  id,
  organisation: 'norrsken',
  person: 'anna',
  tokenHash: `hash of ${id}`,
  createdAt: at(0),
  seenAt: at(0),
  expiresAt: at(30),
  userAgent: 'Firefox på Åland',
  ...more,
})

eachDatabase('sessions', ({ open }) => {
  async function store(...sessions: StoredSession[]): Promise<SessionStore> {
    const database = await open()
    await database.migrate(sessionMigrations)
    const opened = databaseSessions(database.forPlugin('core').table)
    for (const each of sessions) await opened.insert(each)
    return opened
  }

  test('keeps a session whole, to the millisecond', async () => {
    const sessions = await store(session('one'), session('two'))
    expect(await sessions.byTokenHash('hash of one')).toEqual(session('one'))
    expect(await sessions.byTokenHash('HASH OF ONE')).toBeUndefined()
  })

  test('gives a person’s own, and removes what is named', async () => {
    const other = session('three', { person: 'gustav', organisation: 'fjallstrom' })
    const sessions = await store(session('one'), session('two'), other)
    expect((await sessions.ofPerson('anna', 'norrsken')).map(({ id }) => id).sort()).toEqual(['one', 'two'])
    expect(await sessions.ofPerson('gustav', 'norrsken')).toEqual([])
    await sessions.remove([session('one'), { ...other, organisation: 'norrsken' }])
    expect(await sessions.byTokenHash('hash of one')).toBeUndefined()
    expect(await sessions.byTokenHash('hash of two')).toBeDefined()
    expect(await sessions.byTokenHash('hash of three')).toBeDefined()
  })

  test('prolongs one, and removes those that ran out', async () => {
    const sessions = await store(session('one'), session('two'))
    await sessions.touch(session('one'), at(10), at(40))
    await sessions.removeExpired(at(30))
    expect(await sessions.byTokenHash('hash of one')).toMatchObject({ seenAt: at(10), expiresAt: at(40) })
    expect(await sessions.byTokenHash('hash of two')).toBeUndefined()
  })
})
