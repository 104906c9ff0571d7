/** What every vendor's adapter does; then how Google is asked, and what is made of each answer that isn't one, each trap by its name. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { failed } from '../../google/testing/answer.ts'
import { serviceAccountKey } from '../../google/testing/identity.ts'
import { calendarConformance } from '../conformance.ts'
import type { Entry } from '../entries.ts'
import type { Grant, Mailbox, Watch } from '../port.ts'
import { googleCalendar } from './index.ts'
import { anna, challenge, consented, holidays, linked, put, redirect, remove, tied, verifier } from './testing/setup.ts'
import { home, lacks } from './testing/written.ts'

calendarConformance('Google', lacks, async () => {
  const { server, vendor, grant, main } = await linked()
  return {
    vendor,
    grant,
    async put(entry) {
      put(server, main, entry)
    },
    async remove(key) {
      remove(server, main, key)
    },
    async become(health, retryAfter) {
      server.limit(health === 'unavailable' ? (retryAfter ?? 1) : undefined)
      server.identity.refuse(health === 'refused')
    },
    async loseCount() {
      server.store.loseCount()
    },
    atOnce: server.atOnce,
    notifications: async () => [...server.channels.keys()].map(id => server.notification(id, 'exists')),
    stop: () => server.stop(),
  }
})

const span = { from: '2026-10-09T00:00:00.000Z', to: '2026-10-12T00:00:00.000Z' }
const target = { url: 'https://svara.norrsken.example/hook', secret: 'k'.repeat(128) }
const meeting = (key: string, more: Partial<Entry> = {}): Entry => ({
  ...{ key, start: '2026-10-09T13:30:00', end: '2026-10-09T14:30:00' },
  ...more,
})

let at: Awaited<ReturnType<typeof linked>>
let folder = ''
let box: Mailbox
const kept: Grant[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svara-google-'))
  const file = join(folder, 'key.json')
  await writeFile(file, JSON.stringify(serviceAccountKey))
  at = await linked(file)
})
afterAll(async () => {
  await at.server.stop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  kept.length = 0
  at.server.requests.length = 0
  at.main.events.clear()
  box = at.vendor.open(at.grant, { zone: home, keep: async grant => void kept.push(grant) })
})
afterEach(() => at.server.check())

const read = (cursor?: string) => box.read(anna, span, cursor)

test('a sync token comes with the last page alone, and goes on with the same parameters but the span', async () => {
  for (const key of ['a', 'b', 'c']) put(at.server, at.main, meeting(key))
  const first = await read()
  expect(first.items.map(({ item }) => item)).toEqual(['a', 'b', 'c'])
  expect(at.server.requests).toHaveLength(2)
  const next = await read(first.cursor)
  expect(next).toMatchObject({ whole: false, items: [], cursor: expect.any(String) })
  const { query = {} } = at.server.requests.at(-1) ?? {}
  expect(Object.keys(query)).not.toEqual(expect.arrayContaining(['timeMin']))
  expect(query).toMatchObject({ singleEvents: 'true', syncToken: first.cursor })
})

test('410 fullSyncRequired: the whole is read again', async () => {
  put(at.server, at.main, meeting('a'))
  const { cursor } = await read()
  at.server.store.loseCount()
  expect(await read(cursor)).toMatchObject({ whole: true, items: [{ item: 'a' }] })
})

test('a series that was deleted may be told by its id alone: the whole is read again', async () => {
  put(at.server, at.main, meeting('series', { repeat: { every: 'day', times: 3 } }))
  put(at.server, at.main, meeting('other'))
  const { cursor, items } = await read()
  expect(items).toHaveLength(4)
  remove(at.server, at.main, 'series')
  expect(await read(cursor)).toMatchObject({ whole: true, items: [{ item: 'other' }] })
})

test('an occurrence that was deleted is, and no other', async () => {
  const series = meeting('series', { repeat: { every: 'day', times: 3 } })
  put(at.server, at.main, series)
  const { cursor } = await read()
  const changed = { '2026-10-10T13:30:00': 'cancelled' } as const
  put(at.server, at.main, { ...series, repeat: { every: 'day', times: 3, changed } })
  const { whole, items } = await read(cursor)
  expect(whole).toBe(false)
  expect(items.find(({ item }) => item === 'series_20261010T133000')).toEqual({
    item: 'series_20261010T133000',
    events: [],
  })
})

test('what is moved away from the span is not in it any more', async () => {
  put(at.server, at.main, meeting('a'))
  const { cursor } = await read()
  put(at.server, at.main, meeting('a', { start: '2026-12-01T10:00:00', end: '2026-12-01T11:00:00' }))
  expect(await read(cursor)).toMatchObject({ whole: false, items: [{ item: 'a', events: [] }] })
})

test('where Google gives no token to go on with, the whole is read each time', async () => {
  put(at.server, at.main, meeting('a'))
  at.server.answers.push({ status: 200, body: { items: [] } })
  const { cursor } = await read()
  expect(cursor).toBeUndefined()
  expect(await read(cursor)).toMatchObject({ whole: true, items: [{ item: 'a' }] })
})

test('neither description nor place nor other guests are asked for', async () => {
  await read()
  const { query = {} } = at.server.requests[0] ?? {}
  expect(query.fields).toContain('attendees(self,responseStatus)')
  expect(query.fields).not.toMatch(/description|location\b/)
  expect(query.maxAttendees).toBe('1')
})

test.each([
  [403, 'rateLimitExceeded'],
  [403, 'userRateLimitExceeded'],
  [403, 'quotaExceeded'],
  [403, 'accessNotConfigured'],
  [429, 'rateLimitExceeded'],
  [500, 'backendError'],
])('%s %s passes, and is not sat out', async (status, reason) => {
  at.server.answers.push(failed(status, reason, 'No.', { 'retry-after': '120' }))
  await expect(read()).rejects.toMatchObject({
    code: 'calendar.unavailable',
    details: { retryAfter: 120, reason: `${reason}: No.` },
  })
  expect(at.server.requests).toHaveLength(1)
})

test.each(['insufficientPermissions', 'forbidden'])('403 %s does not pass', async reason => {
  at.server.answers.push(failed(403, reason, 'No.'))
  await expect(read()).rejects.toMatchObject({ code: 'calendar.refused' })
})

test('an answer that is no JSON is no answer', async () => {
  at.server.answers.push({ status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway' })
  await expect(read()).rejects.toMatchObject({ code: 'calendar.unavailable' })
})

test('nobody there', async () => {
  const vendor = googleCalendar({ client: at.server.client, fetch: () => fetch('http://127.0.0.1:1/') })
  const away = vendor.open(at.grant, { zone: home, keep: async () => {} })
  await expect(away.calendars()).rejects.toMatchObject({ code: 'calendar.unavailable', status: 503 })
})

test('a token that was taken back before its end is replaced once; invalid_grant is for good', async () => {
  await read()
  at.server.identity.endAccessTokens()
  await read()
  expect(at.server.requests).toHaveLength(3)
  at.server.identity.refuse(true)
  await expect(read()).rejects.toMatchObject({
    code: 'calendar.refused',
    details: { reason: 'invalid_grant: Token has been expired or revoked.' },
  })
  at.server.identity.refuse(false)
})

test('a token is asked for once an hour, however often the mailbox is opened', async () => {
  await read()
  const given = at.server.identity.given()
  await at.vendor.open(at.grant, { zone: home, keep: async () => {} }).read(anna, span)
  expect(at.server.identity.given()).toBe(given)
})

test('another refresh token, where Google gives one, is kept and used', async () => {
  const grant = await consented(at.server, at.vendor)
  const hers = at.vendor.open(grant, { zone: home, keep: async renewed => void kept.push(renewed) })
  at.server.identity.rotate(true)
  for (const _ of [1, 2, 3]) await hers.calendars()
  at.server.identity.rotate(false)
  expect(kept).toHaveLength(3)
  const later = at.vendor.open(kept[2] as Grant, { zone: home, keep: async () => {} })
  expect(await later.calendars()).toHaveLength(2)
})

test('a grant that can’t be kept fails the request that it came with, and none after it', async () => {
  const grant = await consented(at.server, at.vendor)
  const hers = at.vendor.open(grant, { zone: home, keep: () => Promise.reject(new Error('no database')) })
  at.server.identity.rotate(true)
  await expect(hers.calendars()).rejects.toThrow('calendar.unavailable')
  at.server.identity.rotate(false)
  expect(await hers.calendars()).toHaveLength(2)
})

test('the hub’s own secret being wrong is nothing that signing in again would mend', async () => {
  const vendor = googleCalendar({ client: { ...at.server.client, secret: 'of last year' }, fetch: at.server.fetch })
  const locked = vendor.open(at.grant, { zone: home, keep: async () => {} })
  await expect(locked.calendars()).rejects.toMatchObject({ code: 'calendar.unavailable' })
})

test('the token endpoint may have too much to do as well, and is asked once', async () => {
  at.server.identity.endAccessTokens()
  at.server.identity.answers.push({ status: 503, headers: { 'retry-after': '9' }, body: { error: 'internal_failure' } })
  await expect(read()).rejects.toMatchObject({ code: 'calendar.unavailable', details: { retryAfter: 9 } })
})

test('consent is good for one code with its verifier, and for all that was asked', async () => {
  const { consent } = at.vendor
  const asked = consent?.address({ redirect, state: 'a state', challenge }) ?? ''
  const { code, state } = at.server.identity.consent(asked, anna)
  expect(state).toBe('a state')
  const wrong = consent?.redeem({ redirect, code, verifier: 'x'.repeat(43) })
  await expect(wrong).rejects.toMatchObject({ code: 'calendar.refused' })
  const part = at.server.identity.consent(asked, anna, 'https://www.googleapis.com/auth/calendar.events.readonly')
  await expect(consent?.redeem({ redirect, code: part.code, verifier })).rejects.toMatchObject({
    code: 'calendar.refused',
    details: { reason: 'without https://www.googleapis.com/auth/calendar.events.readonly' },
  })
  expect(at.grant).toEqual({ account: anna, secret: { refresh: expect.any(String) } })
})

const companys = (address: string, { company } = at.vendor) => company?.mailbox(address, { zone: home }) as Mailbox

test('a company that gave domain-wide delegation: any of its people, and nobody else', async () => {
  const hers = companys(anna)
  put(at.server, at.main, meeting('a'))
  expect(await hers.calendars()).toHaveLength(2)
  at.server.identity.endAccessTokens()
  expect((await hers.read(anna, span)).items).toHaveLength(1)
  await expect(companys('nobody@norrsken.example').calendars()).rejects.toMatchObject({ code: 'calendar.address' })
  expect(() => companys('anna@elsewhere.example')).toThrow(expect.objectContaining({ code: 'calendar.address' }))
  at.server.identity.refuse(true)
  await expect(companys(anna).calendars()).rejects.toMatchObject({ code: 'calendar.refused' })
  at.server.identity.refuse(false)
})

test('a service account’s key that can’t be read costs its calendars, until it can', async () => {
  const file = join(folder, 'later.json')
  const vendor = googleCalendar({ serviceAccount: file, fetch: at.server.fetch, tied })
  expect(vendor.consent).toBeUndefined()
  const hers = companys(anna, vendor)
  await expect(hers.calendars()).rejects.toMatchObject({
    code: 'calendar.unavailable',
    details: { reason: `${file} is no key of a service account` },
  })
  await writeFile(file, JSON.stringify(serviceAccountKey))
  expect(await hers.calendars()).toHaveLength(2)
})

test('a channel does not renew itself: another takes its place, and the old one is stopped', async () => {
  const watch = (await box.watch?.(anna, target)) as Watch
  expect(Date.parse(watch.expires)).toBeGreaterThan(Date.now())
  const renewed = await box.renew?.(watch, target)
  expect(renewed?.id).not.toBe(watch.id)
  expect([...at.server.channels.keys()]).toEqual([renewed?.id])
  // Nor is it any harm when the old one ran out by itself.
  at.server.channels.clear()
  const again = await box.renew?.(renewed as Watch, target)
  expect([...at.server.channels.keys()]).toEqual([again?.id])
})

test('who has taken her consent back can’t have her calendar watched, and has to sign in again', async () => {
  at.server.identity.refuse(true)
  await expect(box.watch?.(anna, target)).rejects.toMatchObject({ code: 'calendar.refused' })
  at.server.identity.refuse(false)
})

test('what a channel says first is that it is there: nothing has changed', async () => {
  const watch = (await box.watch?.(anna, target)) as Watch
  const said = (state: 'sync' | 'exists' | 'not_exists') =>
    at.vendor.notified?.(at.server.notification(watch.id, state))
  expect(said('sync')).toEqual({ status: 200, hints: [] })
  const hint = { watch: watch.id, secret: target.secret, says: 'changed' }
  expect(said('exists')).toEqual({ status: 200, hints: [hint] })
  expect(said('not_exists')).toEqual({ status: 200, hints: [hint] })
})

test.each([
  ['holidays can’t be watched', holidays, target.url, 'pushNotSupportedForRequestedResource'],
  ['an address without TLS', anna, 'http://svara.norrsken.example/hook', 'push.webhookUrlNotHttps'],
  ['a domain that Google doesn’t know as ours', anna, 'https://unknown.example/hook', 'push.webhookUrlUnauthorized'],
])('%s: nothing is told of it, and nobody has to sign in again', async (_, calendar, url, reason) => {
  await expect(box.watch?.(calendar, { ...target, url })).rejects.toMatchObject({
    code: 'calendar.unwatched',
    status: 422,
    details: { reason: expect.stringContaining(reason) },
  })
})
