import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { whoAmI } from '../core/access/contract.ts'
import { now } from './clock.ts'
import { openSession } from './session.ts'
import { language } from './words.ts'

const anna = {
  person: 'anna',
  organisation: 'norrsken',
  name: 'Anna Svensson',
  role: 'member',
  plan: 'Business',
  language: 'en',
  zone: 'Europe/Stockholm',
  place: { country: 'SE', areaCode: '08' },
  now: '2026-10-09T12:10:00.000Z',
  features: [],
  csrf: 'token',
}
const bjorn = { ...anna, person: 'bjorn', name: 'Björn Lind', language: 'sv' }

let answers: (() => Response | Promise<Response>)[] = []
const says = (body: unknown, status = 200) => answers.push(() => new Response(JSON.stringify(body), { status }))
const isAway = () => answers.push(() => Promise.reject(new TypeError('Failed to fetch')))
const signedOut = { error: { code: 'access.sign-in', message: 'Logga in.' } }

beforeEach(() => {
  localStorage.clear()
  answers = []
  vi.stubGlobal('fetch', async () => {
    const next = answers.shift()
    if (!next) throw new Error('asked too often')
    return next()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('who is signed in sets the clock, the zone’s times and the language', async () => {
  says(anna)
  const session = openSession()
  await session.ask()
  expect(session.access.value).toEqual({ state: 'in', who: anna, expired: false })
  expect([language.value, Math.abs(now.value - Date.parse(anna.now)) < 1000]).toEqual(['en', true])
})

test('offline, whoever was signed in here last still is; on a browser that knows nobody it says so', async () => {
  isAway()
  const stranger = openSession()
  await stranger.ask()
  expect(stranger.access.value).toEqual({ state: 'unknown', failed: true })
  says(anna)
  await stranger.ask()
  isAway()
  const session = openSession()
  await session.ask()
  expect(session.access.value).toMatchObject({ state: 'in', who: { person: 'anna' } })
})

test('a wrong password leaves it as it was, with what the hub says', async () => {
  says({ error: { code: 'access.wrong', message: 'Fel lösenord.' } }, 401)
  const session = openSession()
  await expect(session.signIn('anna', 'x')).rejects.toMatchObject({ say: 'Fel lösenord.' })
  expect(session.access.value).toEqual({ state: 'unknown', failed: false })
})

test('a session that ends while the app is open leaves the page standing; signing out doesn’t', async () => {
  says(anna)
  const session = openSession()
  await session.ask()
  says(signedOut, 401)
  await expect(session.api.call(whoAmI, {})).rejects.toMatchObject({ code: 'access.sign-in' })
  expect(session.access.value).toMatchObject({ state: 'in', expired: true })
  says(anna)
  await session.signIn('anna', 'x')
  expect(session.access.value).toMatchObject({ state: 'in', expired: false })
  answers.push(() => new Response(null, { status: 204 }))
  await session.signOut(false)
  expect(session.access.value).toEqual({ state: 'out' })
  isAway()
  await session.ask()
  expect(session.access.value).toEqual({ state: 'unknown', failed: true })
})

test('the live connection is told whether the session holds, and notices when it is another person’s', async () => {
  says(anna)
  const session = openSession()
  await session.ask()
  says(anna)
  expect(await session.isSignedIn()).toBe(true)
  says(signedOut, 401)
  expect(await session.isSignedIn()).toBe(false)
  isAway()
  await expect(session.isSignedIn()).rejects.toThrow('Failed to fetch')
  says(bjorn)
  expect(await session.isSignedIn()).toBe(true)
  expect(session.access.value).toMatchObject({ who: { person: 'bjorn' } })
})

test('another tab’s signing in as somebody else, or out, is followed; as the same person it is no news', async () => {
  says(anna)
  const session = openSession()
  await session.ask()
  const stop = session.watch()
  const otherTab = (who: object | undefined) => {
    if (who) localStorage.setItem('svara.who', JSON.stringify(who))
    else localStorage.removeItem('svara.who')
    dispatchEvent(new StorageEvent('storage', { key: 'svara.who' }))
  }
  // Would fail by asking too often.
  otherTab({ ...anna, now: 'later' })
  says(bjorn)
  otherTab(bjorn)
  await expect.poll(() => session.access.value).toMatchObject({ who: { person: 'bjorn' } })
  says(signedOut, 401)
  otherTab(undefined)
  await expect.poll(() => session.access.value).toEqual({ state: 'out' })
  stop()
})
