/** Linking calendars, and what becomes of a link whose vendor is slow, wrong or gone. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fakeServer } from '../../connectors/calendar/fake.ts'
import {
  beginConsent,
  calendarView,
  chooseCalendars,
  finishConsent,
  linkBySignIn,
  listLinks,
  readLink,
  unlink,
} from './contract.ts'
import { meeting, useCalendars } from './testing/scene.ts'

const { vendors, account, hub, anna, bjorn, linked, seenLink, read, day, heard, seen } = useCalendars()
const code = (code: string) => expect.objectContaining({ code })

describe('the link', () => {
  test('wrong words open nothing, and an address without a calendar is said', async () => {
    const login = { vendor: 'caldav', address: fakeServer, user: 'anna@calendars.example', password: 'fel' } as const
    await expect(anna().call(linkBySignIn, login)).rejects.toEqual(code('calendar.refused'))
    await expect(anna().call(linkBySignIn, { ...login, address: 'nowhere.example' })).rejects.toEqual(
      code('calendar.address'),
    )
    expect((await anna().call(listLinks, {})).links).toEqual([])
  })

  test('a vendor that refuses is not asked again, and what was read stands until she signs in again', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'))
    account.become('refused')
    await anna().call(readLink, { id: link.id })
    const after = await seenLink(link, ({ state }) => state === 'refused')
    expect(after).not.toHaveProperty('nextAt')
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 14:30.')
    const before = account.requests
    await anna().call(readLink, { id: link.id })
    account.become('well')
    expect((await linked()).id).toBe(link.id)
    expect(account.requests).toBeGreaterThan(before)
  })

  test('a vendor that asks for patience gets it', async () => {
    const link = await linked()
    account.become('unavailable', 600)
    await anna().call(readLink, { id: link.id })
    const after = await seenLink(link, ({ state }) => state === 'unavailable')
    expect(Date.parse(after.nextAt ?? '') - Date.now()).toBeGreaterThan(590_000)
  })

  test('a vendor that hangs holds up nobody else, nor the end of the hub', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'))
    const before = account.requests
    account.become('slow')
    await anna().call(readLink, { id: link.id })
    await expect.poll(() => account.requests).toBeGreaterThan(before)
    const bjorns = vendors.account('bjorn@calendars.example')
    const login = { address: fakeServer, user: bjorns.grant.account, password: bjorns.password }
    const { id } = await bjorn().call(linkBySignIn, { vendor: 'caldav', ...login })
    await bjorn().seen(calendarView, ({ links }) => links[0]?.state === 'well')
    await bjorn().call(unlink, { id })
    await hub().restart()
    expect(await heard()).toBe('Anna Svensson is in a meeting, back at 14:30.')
    account.become('well')
    await anna().call(readLink, { id: link.id })
    await expect.poll(async () => (await anna().call(listLinks, {})).links[0]?.state).toBe('well')
  })

  test('a new grant is kept, and a lost count is a reading of all', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'))
    account.renewGrant()
    account.put(meeting('two', '14:30', '15:00'))
    await read(link, async () => (await heard()) === 'Anna Svensson is in a meeting, back at 15:00.')
    account.loseCount()
    account.remove('one')
    account.remove('two')
    account.put(meeting('three', '13:00', '16:00'))
    await read(link, async () => (await heard()) === 'Anna Svensson is in a meeting, back at 16:00.')
    expect((await day()).events).toHaveLength(1)
    expect(account.atOnce).toBe(1)
  })

  test('of several calendars those that she chooses count', async () => {
    account.put(meeting('one', '13:30', '14:30'))
    account.put(meeting('two', '13:00', '15:00'), 'other')
    const link = await linked()
    await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 14:30.')
    await anna().call(chooseCalendars, { id: link.id, calendars: ['main', 'other'] })
    await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 15:00.')
    await anna().call(chooseCalendars, { id: link.id, calendars: [] })
    await expect.poll(heard).toBe(undefined)
    expect((await day()).events).toEqual([])
    await expect(anna().call(chooseCalendars, { id: link.id, calendars: ['hers'] })).rejects.toEqual(
      code('calendar.no-calendar'),
    )
    account.remove('two', 'other')
  })

  test('is by consent, in the session that began it, and the vendor then tells of changes by itself', async () => {
    account.put(meeting('one', '13:30', '14:30'))
    const { address } = await anna().call(beginConsent, { vendor: 'microsoft' })
    const asked = new URL(address).searchParams
    expect(asked.get('redirect')).toBe('https://svara.example/day/linked')
    const answer = { state: asked.get('state') ?? '', code: 'anna@calendars.example' }
    await expect(bjorn().call(finishConsent, answer)).rejects.toEqual(code('calendar.consent'))
    await expect(anna().call(finishConsent, { ...answer, state: 'made up' })).rejects.toEqual(code('calendar.consent'))
    const link = await anna().call(finishConsent, answer)
    await seenLink(link, ({ tells }) => tells)
    await seen('meeting')
    const post = (url: string, body: string) =>
      fetch(url.replace('https://svara.example', hub().http), { method: 'POST', body })
    const [told] = account.notifications()
    account.put(meeting('one', '13:30', '15:30'))
    // Whoever doesn't know the secret changes nothing.
    const strange = JSON.stringify({ ...JSON.parse(told?.notification.body ?? ''), secret: 'guessed' })
    expect((await post(told?.url ?? '', strange)).status).toBe(202)
    expect((await post(told?.url ?? '', told?.notification.body ?? '')).status).toBe(202)
    await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 15:30.')
    await seenLink(link, ({ toldAt }) => toldAt !== undefined)
    const tried = await fetch(`${hub().http}/calendar/told/microsoft?validationToken=a%20b`, { method: 'POST' })
    expect([tried.status, tried.headers.get('content-type'), await tried.text()]).toEqual([
      ...[200, 'text/plain; charset=utf-8', 'a b'],
    ])
    // One that has ended is made anew.
    account.dropWatches()
    await post(told?.url ?? '', JSON.stringify({ ...JSON.parse(told?.notification.body ?? ''), says: 'ended' }))
    await expect.poll(() => account.watches.length).toBe(1)
    // One that the vendor tells nothing of costs the others nothing.
    await anna().call(chooseCalendars, { id: link.id, calendars: [] })
    await expect.poll(() => account.watches.length).toBe(0)
    account.untold.add('main')
    await anna().call(chooseCalendars, { id: link.id, calendars: ['main', 'other'] })
    await expect.poll(() => account.watches.map(({ watch }) => watch.calendar)).toEqual(['other'])
    await seenLink(link, ({ state, tells }) => state === 'well' && !tells)
    account.untold.clear()
    await anna().call(unlink, { id: link.id })
    await expect.poll(() => account.watches.length).toBe(0)
  })

  test('neither subjects nor grants stand in the database as they are', async () => {
    await linked(meeting('one', '13:30', '14:30'))
    await seen('meeting')
    const files = (await readdir(hub().data)).filter(name => name.startsWith('svara.sqlite'))
    const bytes = Buffer.concat(await Promise.all(files.map(name => readFile(join(hub().data, name)))))
    expect(bytes.includes('anna@calendars.example')).toBe(true)
    expect(bytes.includes('Hemligt')).toBe(false)
    expect(bytes.includes('"token"')).toBe(false)
  })

  test('taken away, nothing is left of it', async () => {
    const link = await linked(meeting('one', '13:30', '14:30'))
    await seen('meeting')
    await anna().call(unlink, { id: link.id })
    await seen('available')
    expect((await day()).events).toEqual([])
  })
})
