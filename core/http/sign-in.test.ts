import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { changePassword, signIn, signOut, whoAmI } from '../access/contract.ts'
import { defineRoute } from '../define.ts'
import { json, openTestHub, password, sharedByHubs } from './harness.ts'

const hubs: Awaited<ReturnType<typeof openTestHub>>[] = []
async function open(options: Parameters<typeof openTestHub>[0] = {}) {
  const hub = await openTestHub(options)
  hubs.push(hub)
  return hub
}
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close()
})

const anna = 'anna@norrsken.example'
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('signing in', () => {
  test('gives a session, its cookie and its CSRF token', async () => {
    const hub = await open()
    const browser = hub.browser()
    const response = await browser.fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: ` Anna@Norrsken.example `, password }),
    })
    expect(response.headers.get('set-cookie')).toMatch(
      /^svara=[\w-]{43}; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax$/,
    )
    const david = hub.browser()
    await david.signIn('david@norrsken.example')
    expect(await david.api.call(whoAmI, {})).toMatchObject({
      person: 'david',
      role: 'administrator',
      features: ['recording'],
    })
    expect(await browser.api.call(whoAmI, {})).toMatchObject({
      person: 'anna',
      organisation: 'norrsken',
      language: 'sv',
      zone: 'Europe/Stockholm',
      place: { country: 'SE' },
    })
  })

  test('a wrong password, an unknown address and a disabled account are told alike', async () => {
    const { api } = (await open()).browser()
    const wrong = await refusal(api.call(signIn, { email: anna, password: 'wrong' }))
    const unknown = await refusal(api.call(signIn, { email: 'nobody@norrsken.example', password }))
    const disabled = await refusal(api.call(signIn, { email: 'gone@norrsken.example', password }))
    expect(wrong).toMatchObject({
      status: 401,
      code: 'access.wrong-password',
      say: 'The e-mail address or the password is wrong.',
    })
    expect(unknown).toEqual(wrong)
    expect(disabled).toEqual(wrong)
  })

  test('a password that is refused here is refused for anybody', async () => {
    const { api } = (await open({ refused: given => given === password })).browser()
    expect(await refusal(api.call(signIn, { email: anna, password }))).toMatchObject({
      code: 'access.password-refused',
    })
    expect(await refusal(api.call(signIn, { email: 'nobody@x.se', password }))).toMatchObject({
      code: 'access.password-refused',
    })
  })

  test('guessing at one address is stopped, with the time to wait, and others are not', async () => {
    const hub = await open({ limits: { signInsPerEmail: 3 } })
    const { api, fetch, signIn: enter } = hub.browser()
    for (const _ of [1, 2, 3]) await refusal(api.call(signIn, { email: anna, password: 'guess' }))
    const stopped = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: anna.toUpperCase(), password }),
    })
    expect(stopped.status).toBe(429)
    const wait = Number(stopped.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(880)
    expect(wait).toBeLessThanOrEqual(900)
    expect((await json(stopped)).error.message).toBe(`Too many requests. Try again in ${wait} s.`)
    expect(await enter('david@norrsken.example')).toMatchObject({ person: 'david' })
  })

  test('guessing over many addresses from one place is stopped', async () => {
    const { api } = (await open({ limits: { signInsPerAddress: 3 } })).browser()
    for (const name of ['a', 'b', 'c']) await refusal(api.call(signIn, { email: `${name}@x.se`, password }))
    expect(await refusal(api.call(signIn, { email: 'd@x.se', password }))).toMatchObject({ status: 429 })
  })

  test('a right password forgets the wrong ones before it', async () => {
    const { api, signIn: enter } = (await open({ limits: { signInsPerEmail: 2 } })).browser()
    for (const _ of [1, 2, 3]) {
      await refusal(api.call(signIn, { email: anna, password: 'guess' }))
      expect(await enter(anna)).toMatchObject({ person: 'anna' })
    }
  })

  test('signing in again ends the session before', async () => {
    const hub = await open()
    const browser = hub.browser()
    await browser.signIn(anna)
    const before = browser.cookie()
    await browser.signIn(anna)
    expect(browser.cookie()).not.toBe(before)
    expect((await hub.browser().fetch('/api/session', { headers: { cookie: before } })).status).toBe(401)
  })
})

describe('a session', () => {
  test('ends when it was not used for 14 days', async () => {
    let time = Date.now()
    const hub = await open({ now: () => time })
    const browser = hub.browser()
    await browser.signIn(anna)
    time += 14 * 24 * 3600 * 1000 - 1
    expect((await browser.fetch('/api/session')).status).toBe(200)
    time += 14 * 24 * 3600 * 1000
    expect((await browser.fetch('/api/session')).status).toBe(401)
  })

  test('signing out takes the cookie, and ends it on the other hub too', async () => {
    const shared = await sharedByHubs()
    const [here, there] = [await open({ shared }), await open({ shared })]
    const browser = here.browser()
    await browser.signIn(anna)
    const cookie = browser.cookie()
    const onTheOther = () => there.browser().fetch('/api/session', { headers: { cookie } })
    expect((await onTheOther()).status).toBe(200)
    await browser.api.call(signOut, { all: false })
    expect(browser.cookie()).toBe('svara=')
    expect((await onTheOther()).status).toBe(401)
  })

  test('signing out everywhere ends all of the person’s, and nobody else’s', async () => {
    const hub = await open()
    const [phone, laptop, david] = [hub.browser(), hub.browser(), hub.browser()]
    await phone.signIn(anna)
    await laptop.signIn(anna)
    await david.signIn('david@norrsken.example')
    await laptop.api.call(signOut, { all: true })
    expect((await phone.fetch('/api/session')).status).toBe(401)
    expect((await david.fetch('/api/session')).status).toBe(200)
  })

  test('has the role of this moment', async () => {
    const hub = await open()
    const browser = hub.browser()
    await browser.signIn(anna)
    hub.change('anna', { role: 'administrator' })
    expect(await browser.api.call(whoAmI, {})).toMatchObject({ role: 'administrator' })
    hub.change('anna', { disabled: true })
    expect((await browser.fetch('/api/session')).status).toBe(401)
  })

  test('a changed password is the one that counts, and signs out the other devices', async () => {
    const hub = await open()
    const [phone, laptop] = [hub.browser(), hub.browser()]
    await phone.signIn(anna)
    await laptop.signIn(anna)
    const wrong = await refusal(laptop.api.call(changePassword, { current: 'guess', password: 'en ny mening' }))
    expect(wrong).toMatchObject({ status: 400, field: 'current' })
    await laptop.api.call(changePassword, { current: password, password: 'en ny mening' })
    expect((await phone.fetch('/api/session')).status).toBe(401)
    expect((await laptop.fetch('/api/session')).status).toBe(200)
    expect(await refusal(phone.signIn(anna))).toMatchObject({ status: 401 })
    expect(await phone.api.call(signIn, { email: anna, password: 'en ny mening' })).toMatchObject({ person: 'anna' })
  })
})

describe('another site', () => {
  const change = defineRoute({
    method: 'POST',
    path: '/change',
    input: z.object({}),
    output: z.object({ done: z.boolean() }),
    allow: 'member',
    say: 'Changes something.',
  })

  test('a change needs the session’s own CSRF token', async () => {
    const hub = await open()
    hub.http.route(change, () => ({ done: true }))
    const [browser, other] = [hub.browser(), hub.browser()]
    const { csrf } = await browser.signIn(anna)
    const { csrf: of } = await other.signIn(anna)
    const post = (headers: Record<string, string>) =>
      browser.fetch('/api/change', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      })
    expect((await json(post({}))).error.code).toBe('access.csrf')
    expect((await post({ 'x-csrf-token': of })).status).toBe(403)
    expect((await post({ 'x-csrf-token': csrf })).status).toBe(200)
  })

  test('the client fetches a token that it lacks', async () => {
    const hub = await open()
    hub.http.route(change, () => ({ done: true }))
    const browser = hub.browser()
    await browser.signIn(anna)
    const reloaded = hub.browser()
    const fetchAs: typeof reloaded.fetch = (path, init) =>
      reloaded.fetch(path, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), cookie: browser.cookie() },
      })
    const { client } = await import('./client.ts')
    expect(await client(hub.origin, fetchAs as never).call(change, {})).toEqual({ done: true })
  })

  test('a foreign Origin is refused whatever it carries, our own is not', async () => {
    const hub = await open()
    hub.http.route(change, () => ({ done: true }))
    const browser = hub.browser()
    const { csrf } = await browser.signIn(anna)
    const post = (origin: string) =>
      browser.fetch('/api/change', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, origin },
        body: '{}',
      })
    for (const foreign of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${hub.port + 1}`,
      `https://127.0.0.1:${hub.port}`,
    ]) {
      const refused = await post(foreign)
      expect([foreign, refused.status, (await json(refused)).error.code]).toEqual([foreign, 403, 'access.origin'])
    }
    expect((await post(hub.origin)).status).toBe(200)
  })

  test('nobody is signed in from a foreign page', async () => {
    const { fetch } = (await open()).browser()
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' }
    const body = JSON.stringify({ email: anna, password })
    expect((await fetch('/api/session', { method: 'POST', headers, body })).status).toBe(403)
  })
})
