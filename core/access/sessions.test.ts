import { beforeEach, expect, test } from 'vitest'
import type { Hub } from '../hub.ts'
import type { Account, Accounts } from './accounts.ts'
import { sessionEndsOf } from './session-ends.ts'
import { memorySessions, type SessionStore } from './session-store.ts'
import { csrfFits, openSessions, type Sessions } from './sessions.ts'

const day = 24 * 3600 * 1000
let time = 0
let reads = 0
let handlers: ((message: never) => void)[] = []
let account: Account | undefined
let store: SessionStore

const anna: Account = {
  person: 'anna',
  organisation: 'norrsken',
  role: 'member',
  plan: 'Pro',
  passwordHash: undefined,
  disabled: false,
  language: 'sv',
  zone: 'Europe/Stockholm',
  place: { country: 'SE' },
  name: 'Anna',
}

const broadcast: Hub['broadcast'] = (_name, _schema, handle) => {
  handlers.push(handle)
  return message => {
    for (const each of handlers) each(message as never)
  }
}

function hub(): Sessions & { changed(person: string, what?: 'access' | 'shown'): void } {
  const watchers: Parameters<Accounts['watch']>[0][] = []
  const accounts: Accounts = {
    byEmail: async () => account,
    byPerson: async () => account,
    setPassword: async () => {},
    watch: listener => void watchers.push(listener),
  }
  const sessions = openSessions({ store, accounts: () => accounts, broadcast, now: () => time })
  sessions.watch()
  const changed = (person: string, what: 'access' | 'shown' = 'access') => {
    for (const watcher of watchers) watcher(person, what)
  }
  return { ...sessions, changed }
}

beforeEach(() => {
  time = Date.UTC(2026, 10, 24)
  reads = 0
  handlers = []
  account = anna
  const memory = memorySessions()
  store = {
    ...memory,
    byTokenHash(tokenHash) {
      reads += 1
      return memory.byTokenHash(tokenHash)
    },
  }
})

test('a token finds its session, read from the store once', async () => {
  const sessions = hub()
  const { token } = await sessions.begin(anna, 'Firefox')
  for (const _ of [1, 2, 3]) expect(await sessions.find(token)).toMatchObject({ who: { person: 'anna', plan: 'Pro' } })
  expect(reads).toBe(1)
  expect(await sessions.find('somebody elses')).toBeUndefined()
})

test('the store never sees the token', async () => {
  const { token } = await hub().begin(anna, 'Firefox')
  const stored = await store.ofPerson('anna', 'norrsken')
  expect(JSON.stringify(stored)).not.toContain(token)
  expect(stored[0]).toMatchObject({ userAgent: 'Firefox', organisation: 'norrsken' })
})

test('a session ends after 14 days without use, and lasts with it, though 90 days at most', async () => {
  const sessions = hub()
  const { token } = await sessions.begin(anna, '')
  time += 13 * day
  expect(await sessions.find(token)).toBeDefined()
  time += 13 * day
  expect(await sessions.find(token)).toBeDefined()
  time += 14 * day
  expect(await sessions.find(token)).toBeUndefined()

  const other = await sessions.begin(anna, '')
  for (let passed = 10; passed < 90; passed += 10) {
    time += 10 * day
    expect(await sessions.find(other.token)).toBeDefined()
  }
  time += 10 * day
  expect(await sessions.find(other.token)).toBeUndefined()
  await sessions.sweep()
  expect(await store.ofPerson('anna', 'norrsken')).toEqual([])
})

test('signing out ends the session on every hub, and only that one', async () => {
  const [here, there] = [hub(), hub()]
  const [one, two] = [await here.begin(anna, ''), await here.begin(anna, '')]
  const found = await there.find(one.token)
  const other = await there.find(two.token)
  const ended: string[] = []
  if (!found || !other) throw new Error('not found')
  there.onEnd(found, () => ended.push('one'))
  there.onEnd(other, () => ended.push('two'))

  await here.end(one.session)
  expect(await there.find(one.token)).toBeUndefined()
  expect(await there.find(two.token)).toBeDefined()
  expect(ended).toEqual(['one'])

  await here.endAll(anna)
  expect(await there.find(two.token)).toBeUndefined()
  expect(ended).toEqual(['one', 'two'])
})

test('signing out elsewhere keeps the session one is in', async () => {
  const sessions = hub()
  const [mine, other] = [await sessions.begin(anna, ''), await sessions.begin(anna, '')]
  await sessions.endAll(anna, mine.session.id)
  expect(await sessions.find(mine.token)).toBeDefined()
  expect(await sessions.find(other.token)).toBeUndefined()
})

test('a changed role counts at once, and ends what was opened with the old one', async () => {
  const sessions = hub()
  const { token } = await sessions.begin(anna, '')
  const before = await sessions.find(token)
  let ended = 0
  if (before) sessions.onEnd(before, () => (ended += 1))
  account = { ...anna, role: 'supervisor' }
  sessions.changed('anna')
  expect(ended).toBe(1)
  expect(await sessions.find(token)).toMatchObject({ who: { role: 'supervisor' } })
  account = { ...anna, disabled: true }
  sessions.changed('anna')
  expect(await sessions.find(token)).toBeUndefined()
})

test('a session ended while it is being read is not believed', async () => {
  const sessions = hub()
  const { token, session } = await sessions.begin(anna, '')
  const { promise: slow, resolve: goOn } = Promise.withResolvers<void>()
  const quick = { ...store }
  store.byTokenHash = async tokenHash => {
    const stored = await quick.byTokenHash(tokenHash)
    await slow
    return stored
  }
  const reading = sessions.find(token)
  await sessions.end(session)
  goOn()
  expect(await reading).toBeUndefined()
  expect(await sessions.find(token)).toBeUndefined()
})

test('what was missed while hubs could not hear each other is made good', async () => {
  const [here, there] = [hub(), hub()]
  const { token, session } = await here.begin(anna, '')
  const found = await there.find(token)
  let ended = 0
  if (found) there.onEnd(found, () => (ended += 1))
  handlers = handlers.slice(0, 1)
  await here.end(session)
  expect(ended).toBe(0)
  await there.resync()
  expect(ended).toBe(1)
  expect(await there.find(token)).toBeUndefined()
})

test('even unheard, an ended session is believed for a minute at most', async () => {
  const [here, there] = [hub(), hub()]
  const { token, session } = await here.begin(anna, '')
  await there.find(token)
  handlers = handlers.slice(0, 1)
  await here.end(session)
  time += 60_000
  expect(await there.find(token)).toBeUndefined()
})

test('the CSRF token is the session’s own', async () => {
  const sessions = hub()
  const [one, two] = [await sessions.begin(anna, ''), await sessions.begin(anna, '')]
  const again = await sessions.find(one.token)
  expect(again && csrfFits(again, one.session.csrf)).toBe(true)
  expect(csrfFits(one.session, two.session.csrf)).toBe(false)
  expect(csrfFits(one.session, undefined)).toBe(false)
})

test('while the database is away, whoever was signed in stays so for ten minutes', async () => {
  const sessions = hub()
  const { token } = await sessions.begin(anna, '')
  await sessions.find(token)
  const working = { ...store }
  store.byTokenHash = async () => {
    throw new Error('away')
  }
  time += 9 * 60_000
  expect(await sessions.find(token)).toBeDefined()
  time += 60_000
  await expect(sessions.find(token)).rejects.toThrow('away')
  store.byTokenHash = tokenHash => working.byTokenHash(tokenHash)
  expect(await sessions.find(token)).toBeDefined()
})

test('whoever was given something for a session hears on every hub whose ended, and which still go on', async () => {
  const [one, two] = [hub(), hub()]
  const heard: string[] = []
  two.onPerson(person => heard.push(person))
  const { session } = await one.begin(anna, 'Firefox')
  const other = await one.begin(anna, 'Safari')
  await one.end(session)
  expect(heard).toEqual(['anna'])
  time = Date.now()
  const ends = sessionEndsOf(two, store)
  expect(await ends.standing('anna', 'norrsken')).toEqual(new Set([other.session.id]))
})
