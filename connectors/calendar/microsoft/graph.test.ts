/** What every vendor's adapter does; then how Graph is asked, and what is made of each answer that isn't one, each trap by its name. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { calendarConformance } from '../conformance.ts'
import type { Grant, Mailbox } from '../port.ts'
import { microsoftCalendar } from './index.ts'
import { mainCalendar } from './testing/graph-server.ts'
import { anna, challenge, linked, put, redirect, tied, verifier } from './testing/setup.ts'
import { lacks, written } from './testing/written.ts'

calendarConformance('Microsoft Graph', lacks, async () => {
  const { server, vendor, grant } = await linked()
  return {
    vendor,
    grant,
    async put(entry) {
      const events = written(entry)
      server.remove(entry.key)
      server.events.push(...events.map(event => ({ calendar: mainCalendar, key: entry.key, event })))
    },
    async remove(key) {
      server.remove(key)
    },
    async become(health, retryAfter) {
      server.throttle(health === 'unavailable' ? (retryAfter ?? 1) : undefined)
      server.identity.refuse(health === 'refused')
    },
    async loseCount() {},
    atOnce: server.atOnce,
    notifications: async () =>
      [...server.subscriptions.keys()].map(id => server.notification(id, { changeType: 'updated' })),
    stop: () => server.stop(),
  }
})

const span = { from: '2026-10-09T00:00:00.000Z', to: '2026-10-12T00:00:00.000Z' }
const target = { url: 'https://svara.norrsken.example/hook', secret: 'k'.repeat(128) }

let at: Awaited<ReturnType<typeof linked>>
const kept: Grant[] = []
let box: Mailbox
beforeAll(async () => {
  at = await linked()
})
afterAll(() => at.server.stop())
beforeEach(() => {
  kept.length = 0
  at.server.requests.length = 0
  at.server.events.length = 0
  box = at.vendor.open(at.grant, { zone: 'Europe/Stockholm', keep: async grant => void kept.push(grant) })
})
afterEach(() => at.server.check())

const read = () => box.read(mainCalendar, span)

test('UTC and lasting ids are asked for with every page, not the first alone', async () => {
  for (const id of ['A', 'B', 'C', 'D', 'E']) put(at.server, { id })
  const { items } = await read()
  expect(items.map(({ item }) => item)).toEqual(['A', 'B', 'C', 'D', 'E'])
  const asked = at.server.requests
  expect(asked).toHaveLength(3)
  expect(new Set(asked.map(({ headers }) => headers.prefer))).toEqual(
    new Set(['outlook.timezone="UTC", IdType="ImmutableId"']),
  )
})

test('the view is read and never its delta, whose occurrences have no showAs', async () => {
  await read()
  expect(at.server.requests.map(({ path }) => path)).toEqual([
    `/v1.0/me/calendars/${encodeURIComponent(mainCalendar)}/calendarView`,
  ])
})

test('neither text nor guests of a meeting are asked for', async () => {
  await read()
  expect(at.server.requests[0]?.query.$select).not.toMatch(/body|attendees|location/)
})

test('too many requests: when to come back is told at once, and not sat out', async () => {
  at.server.throttle(120)
  await expect(read()).rejects.toMatchObject({
    code: 'calendar.unavailable',
    details: { retryAfter: 120, reason: 'ApplicationThrottled: Application is over its limit.' },
  })
  at.server.throttle(undefined)
  expect(at.server.requests).toHaveLength(1)
})

test('too many requests, until a date', async () => {
  const until = new Date(Date.now() + 90_000).toUTCString()
  at.server.answers.push(at.server.failed(503, 'serviceNotAvailable', 'Busy.', { 'retry-after': until }))
  const error: unknown = await read().catch(caught => caught)
  expect(error).toMatchObject({ code: 'calendar.unavailable' })
  const { retryAfter } = (error as { details: { retryAfter: number } }).details
  expect(retryAfter).toBeGreaterThan(60)
  expect(retryAfter).toBeLessThanOrEqual(90)
})

test('an answer that is no JSON is no answer', async () => {
  at.server.answers.push({ status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway' })
  await expect(read()).rejects.toMatchObject({ code: 'calendar.unavailable' })
})

test('nobody there', async () => {
  const vendor = microsoftCalendar({ ...at.server.options, graph: 'https://localhost:1/' })
  const away = vendor.open(at.grant, { zone: 'Europe/Stockholm', keep: async () => {} })
  await expect(away.calendars()).rejects.toMatchObject({ code: 'calendar.unavailable', status: 503 })
})

test('a token that was taken back before its end is replaced once', async () => {
  await read()
  at.server.identity.endAccessTokens()
  await read()
  expect(at.server.requests).toHaveLength(3)
  at.server.identity.refuse(true)
  await expect(read()).rejects.toMatchObject({
    code: 'calendar.refused',
    details: { reason: 'invalid_grant: AADSTS50173: The provided grant has expired due to it being revoked.' },
  })
  at.server.identity.refuse(false)
})

test('a token is asked for once an hour, however often the mailbox is opened', async () => {
  await read()
  const given = at.server.identity.given()
  const keptAgain: Grant[] = []
  const keep = async (grant: Grant) => void keptAgain.push(grant)
  const again = at.vendor.open(kept[0] as Grant, { zone: 'Europe/Stockholm', keep })
  await again.read(mainCalendar, span)
  expect(at.server.identity.given()).toBe(given)
  // Whoever opened it last keeps what is given next.
  at.server.identity.endAccessTokens()
  await again.read(mainCalendar, span)
  expect(keptAgain).toHaveLength(1)
})

test('the refresh token is another one each time, and the last one is kept', async () => {
  at.server.identity.endAccessTokens()
  await read()
  expect(kept).toHaveLength(1)
  expect(kept[0]?.account).toBe(anna)
  expect(kept[0]?.secret).not.toEqual(at.grant.secret)
  at.server.identity.endAccessTokens()
  await read()
  expect(kept).toHaveLength(2)
  const later = at.vendor.open(kept[1] as Grant, { zone: 'Europe/Stockholm', keep: async () => {} })
  expect(await later.calendars()).toHaveLength(3)
})

test('a secret of the hub’s own that has run out is nothing that signing in again would mend', async () => {
  const vendor = microsoftCalendar({ ...at.server.options, secret: 'of last year' })
  const locked = vendor.open(at.grant, { zone: 'Europe/Stockholm', keep: async () => {} })
  await expect(locked.calendars()).rejects.toMatchObject({
    code: 'calendar.unavailable',
    details: { reason: 'invalid_client: AADSTS7000215: Invalid client secret provided.' },
  })
})

test('the identity platform may have too much to do as well', async () => {
  at.server.identity.answers.push({
    status: 429,
    headers: { 'retry-after': '9' },
    body: { error: 'temporarily_unavailable' },
  })
  await expect(read()).rejects.toMatchObject({ code: 'calendar.unavailable', details: { retryAfter: 9 } })
})

test('consent is good for one code, with the verifier it was asked with', async () => {
  const { consent } = at.vendor
  const asked = consent?.address({ redirect, state: 'a state', challenge }) ?? ''
  const { code, state } = at.server.identity.consent(asked, anna)
  expect(state).toBe('a state')
  await expect(consent?.redeem({ redirect, code, verifier: 'x'.repeat(43) })).rejects.toMatchObject({
    code: 'calendar.refused',
  })
  await expect(consent?.redeem({ redirect, code, verifier })).rejects.toMatchObject({ code: 'calendar.refused' })
  expect(at.grant).toEqual({ account: anna, secret: { refresh: expect.any(String) } })
})

const companys = (address: string) => {
  const mailbox = at.vendor.company?.mailbox(address, { zone: 'Europe/Stockholm' })
  if (!mailbox) throw new Error('no company')
  return mailbox
}

test('a company that let the hub in: any of its mailboxes, and none that there isn’t', async () => {
  const hers = companys(anna)
  put(at.server, { id: 'A' })
  expect((await hers.calendars()).map(({ name }) => name)).toContain('Calendar')
  expect((await hers.read(mainCalendar, span)).items).toHaveLength(1)
  expect(at.server.requests.at(-1)?.path).toMatch(/^\/v1\.0\/users\/anna@norrsken\.example\/calendars\//)
  await expect(companys('nobody@norrsken.example').calendars()).rejects.toMatchObject({
    code: 'calendar.address',
    status: 422,
  })
  at.server.answers.push(at.server.failed(403, 'ErrorAccessDenied', 'Access to OData is disabled.'))
  await expect(hers.calendars()).rejects.toMatchObject({
    code: 'calendar.refused',
    details: { reason: 'ErrorAccessDenied: Access to OData is disabled.' },
  })
})

test('outside the company’s domains nobody is asked for, nor what is no address', () => {
  const outside = ['anna@elsewhere.example', 'anna@mail.norrsken.example', 'anna@norrsken.example.evil.example']
  for (const address of [...outside, '../groups/x?@norrsken.example', 'a@b@norrsken.example', '@norrsken.example'])
    expect(() => companys(address)).toThrow(expect.objectContaining({ code: 'calendar.address' }))
  expect(at.server.requests).toEqual([])
})

test('an application that is for accounts of any company, or that is tied to nobody, has no company', () => {
  const { options } = at.server
  expect(microsoftCalendar({ ...options, tied, tenant: 'common' }).company).toBeUndefined()
  expect(microsoftCalendar(options).company).toBeUndefined()
  expect(at.vendor.company).toMatchObject(tied)
})

test('a subscription lasts less than 10,080 minutes, and its lifecycle is told to the same address', async () => {
  const watch = await box.watch?.(mainCalendar, target)
  const made = at.server.subscriptions.get(watch?.id ?? '')
  expect(made).toMatchObject({ lifecycleNotificationUrl: target.url, clientState: target.secret })
  const days = (Date.parse(watch?.expires ?? '') - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(6)
  expect(days).toBeLessThanOrEqual(7)
  await box.unwatch?.({ ...{ id: '', calendar: '', expires: '' }, ...watch })
  expect(at.server.subscriptions.size).toBe(0)
})

test('a subscription that Graph has forgotten is made anew when it is renewed', async () => {
  const watch = await box.watch?.(mainCalendar, target)
  at.server.subscriptions.clear()
  const renewed = await box.renew?.(watch ?? { id: '', calendar: '', expires: '' }, target)
  expect(renewed?.id).not.toBe(watch?.id)
  expect([...at.server.subscriptions.keys()]).toEqual([renewed?.id])
  at.server.subscriptions.clear()
})

test('who has taken her consent back can’t have her calendar watched, and has to sign in again', async () => {
  at.server.identity.refuse(true)
  await expect(box.watch?.(mainCalendar, target)).rejects.toMatchObject({ code: 'calendar.refused' })
  at.server.identity.refuse(false)
})

test('an address that Graph doesn’t reach can’t be told anything', async () => {
  at.server.deliverTo(() => ({ status: 404, hints: [] }))
  await expect(box.watch?.(mainCalendar, target)).rejects.toMatchObject({ code: 'calendar.unwatched', status: 422 })
  expect(at.server.subscriptions.size).toBe(0)
  at.server.deliverTo(notification => at.vendor.notified?.(notification) ?? { status: 404, hints: [] })
})

test('calendars that colleagues share are not hers, and can’t be watched either', async () => {
  expect((await box.calendars()).map(({ name }) => name)).toEqual(['Calendar', 'Birthdays', 'Sweden holidays'])
  await expect(box.watch?.('shared-Bo=', target)).rejects.toMatchObject({
    code: 'calendar.unwatched',
    details: { reason: expect.stringContaining('Access is denied') },
  })
})

test('a company’s subscription names the mailbox as Graph does', async () => {
  const hers = companys(anna)
  const watch = await hers.watch?.(mainCalendar, target)
  const { resource } = at.server.subscriptions.get(watch?.id ?? '') ?? {}
  expect(resource).toBe(`users/${anna}/calendars/${mainCalendar}/events`)
  at.server.subscriptions.clear()
})
