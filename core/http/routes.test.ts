import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { HubError } from '../error.ts'
import { ApiError } from './client.ts'
import { type Browser, json, openTestHub } from './harness.ts'

const input = z.object({
  id: z.string(),
  size: z.number().int().max(10).default(1),
  open: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  sizes: z.array(z.number()).optional(),
})
const echo = { input, output: z.unknown(), allow: 'member', say: 'Gives back what it got.' } as const
const getEcho = defineRoute({ ...echo, method: 'GET', path: '/echo/:id' })
const putEcho = defineRoute({ ...echo, method: 'PUT', path: '/echo/:id' })
const email = defineRoute({
  method: 'POST',
  path: '/people',
  input: z.object({ members: z.array(z.object({ email: z.email() })) }),
  output: z.void(),
  allow: 'administrator',
  say: 'Invites people.',
})
const papers = defineRoute({
  method: 'GET',
  path: '/papers',
  input: z.object({}),
  output: z.array(z.object({ title: z.string() })),
  allow: 'member',
  say: 'The papers of the own organisation.',
})
const recording = defineRoute({ ...papers, path: '/recordings', allow: { role: 'member', feature: 'recording' } })
const breaks = defineRoute({
  method: 'GET',
  path: '/breaks/:how',
  input: z.object({ how: z.enum(['throws', 'refuses', 'lies', 'unknown']) }),
  output: z.object({ size: z.number() }),
  allow: 'anyone',
  say: 'Breaks.',
})

let hub: Awaited<ReturnType<typeof openTestHub>>
let anna: Browser
let david: Browser
const stranger = () => hub.browser()

beforeAll(async () => {
  hub = await openTestHub({ bodyLimit: 2_000 })
  hub.http.route(getEcho, given => given)
  hub.http.route(putEcho, given => given)
  hub.http.route(email, () => {})
  const all = { norrsken: [{ title: 'Offert', price: 100 }], fjallstrom: [{ title: 'Ritning' }] }
  hub.http.route(papers, (_input, who) => (who.organisation === 'norrsken' ? all.norrsken : all.fjallstrom))
  hub.http.route(recording, () => [])
  hub.http.route(breaks, ({ how }, who) => {
    if (who) throw new Error('a stranger was taken for somebody')
    if (how === 'throws') throw new Error('the secret way in is hunter2')
    if (how === 'refuses') throw new HubError('access.busy', 503, { field: 'size' })
    if (how === 'unknown') throw new HubError('tea.cold', 418)
    return JSON.parse('{ "size": "large" }')
  })
  anna = hub.browser()
  await anna.signIn('anna@norrsken.example')
  david = hub.browser()
  await david.signIn('david@norrsken.example')
})
afterAll(() => hub.close())

const thrown = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('input', () => {
  test('text in a query is read as the type that the route wants', async () => {
    const query = 'size=7&open=true&tags=a&sizes=1&sizes=2'
    expect(await json(anna.fetch(`/api/echo/12?${query}`))).toEqual({
      id: '12',
      size: 7,
      open: true,
      tags: ['a'],
      sizes: [1, 2],
    })
    expect(await json(anna.fetch('/api/echo/%C3%A5%2F1'))).toEqual({ id: 'å/1', size: 1 })
  })

  test.each(['size=x', 'size=', 'size=1e999', 'size=99', 'open=yes', 'sizes=1&sizes=b', 'size=1&size=2'])(
    '%s is refused',
    async query => {
      const response = await anna.fetch(`/api/echo/12?${query}`)
      expect(response.status).toBe(400)
      expect((await json(response)).error.field).toMatch(query.split('=')[0] ?? '')
    },
  )

  test('the path counts before the body, and the body before the query', async () => {
    const given = await anna.api.call(putEcho, { id: 'path', size: 3 })
    expect(given).toEqual({ id: 'path', size: 3 })
    const { csrf } = await json(anna.fetch('/api/session'))
    const answer = await anna.fetch('/api/echo/path?size=9&open=true', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      body: JSON.stringify({ id: 'body', size: 4 }),
    })
    expect(await answer.json()).toEqual({ id: 'path', size: 4, open: true })
  })

  test('what a body carries keeps its type', async () => {
    const error = await thrown(anna.api.call({ ...putEcho, input: z.unknown() }, { id: 'a', size: '3' }))
    expect(error).toMatchObject({ status: 400, field: 'size' })
  })

  test('the field at fault is named, in Swedish or English', async () => {
    const swedish = await anna.fetch('/api/session/password', {
      method: 'PUT',
      headers: await changing(anna),
      body: '{"current":"x","password":"short"}',
    })
    expect(swedish.status).toBe(400)
    expect((await json(swedish)).error).toMatchObject({
      code: 'http.input',
      field: 'password',
      message: 'Lösenord måste vara minst 8 tecken.',
    })

    const error = await thrown(david.api.call(email, { members: [{ email: 'a@b.se' }, { email: 'nobody' }] }))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      status: 400,
      code: 'http.input',
      field: 'members.1.email',
      say: 'E-mail has to be written like name@company.se.',
    })

    const header = { 'accept-language': 'sv-SE,sv;q=0.9,en;q=0.5', 'content-type': 'application/json' }
    const signIn = await stranger().fetch('/api/session', { method: 'POST', headers: header, body: '{"password":"x"}' })
    expect((await json(signIn)).error).toMatchObject({ field: 'email', message: 'E-post måste anges.' })
  })

  test('malformed JSON, JSON that is no object, and what is not JSON', async () => {
    const send = async (body: string, type = 'application/json') =>
      anna.fetch('/api/echo/1', { method: 'PUT', headers: { ...(await changing(anna)), 'content-type': type }, body })
    const malformed = await send('{"size":')
    expect([malformed.status, (await json(malformed)).error.code]).toEqual([400, 'http.json'])
    expect([(await send('[1]')).status, (await send('3')).status]).toEqual([400, 400])
    expect((await send('size=3', 'application/x-www-form-urlencoded')).status).toBe(415)
    expect((await send('{"__proto__":{"size":5}}')).status).toBe(400)
    expect({}).not.toHaveProperty('size')
  })

  test('an oversized body is refused, whether its length is told or not', async () => {
    const headers = await changing(anna)
    const told = await anna.fetch('/api/echo/1', {
      method: 'PUT',
      headers,
      body: JSON.stringify({ tags: ['x'.repeat(3_000)] }),
    })
    expect([told.status, (await json(told)).error.code]).toEqual([413, 'http.too-large'])
    const stream = new Blob([`{"tags":["${'x'.repeat(100_000)}"]}`]).stream()
    const untold = await anna.fetch('/api/echo/1', {
      method: 'PUT',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(untold.status).toBe(413)
  })
})

describe('answers', () => {
  test('nothing that is not declared leaves the house', async () => {
    expect(await json(anna.fetch('/api/papers'))).toEqual([{ title: 'Offert' }])
  })

  test('an answer of the wrong form is an error outside production, and noted but sent in production', async () => {
    expect(await json(stranger().fetch('/api/breaks/lies'))).toMatchObject({ error: { code: 'http.output' } })
    const production = await openTestHub({ production: true })
    production.http.route(breaks, () => JSON.parse('{ "size": "large" }'))
    const response = await production.browser().fetch('/api/breaks/lies')
    expect([response.status, await response.json()]).toEqual([200, { size: 'large' }])
    await production.close()
  })

  test('a strange error tells nothing of itself', async () => {
    const response = await stranger().fetch('/api/breaks/throws')
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(JSON.parse(text)).toEqual({
      error: { code: 'http.internal', message: 'Something went wrong. It has been noted.', details: {} },
    })
  })

  test('a HubError is told in words with its field; one without words still has its code', async () => {
    const refused = await stranger().fetch('/api/breaks/refuses', { headers: { 'accept-language': 'sv' } })
    expect(refused.status).toBe(503)
    expect((await json(refused)).error).toEqual({
      code: 'access.busy',
      message: 'Många loggar in just nu. Försök igen om en stund.',
      field: 'size',
      details: {},
    })
    const unknown = await stranger().fetch('/api/breaks/unknown')
    expect([unknown.status, (await json(unknown)).error.code]).toEqual([418, 'tea.cold'])
  })

  test('unknown addresses are 404, wrong methods 405 with those that are taken', async () => {
    expect(await json(anna.fetch('/api/nothing'))).toMatchObject({ error: { code: 'http.not-found' } })
    expect((await anna.fetch('/nothing')).status).toBe(404)
    const wrong = await anna.fetch('/api/papers', { method: 'PATCH' })
    expect([wrong.status, wrong.headers.get('allow'), (await json(wrong)).error.code]).toEqual([
      405,
      'HEAD, GET',
      'http.method',
    ])
    expect((await anna.fetch('/health', { method: 'POST' })).status).toBe(405)
    expect((await anna.fetch('/api/echo/1', { method: 'OPTIONS' })).headers.get('allow')).toContain('PUT')
    expect((await anna.fetch('/api/%E0%A4%A', {})).status).toBe(404)
  })
})

describe('who may', () => {
  test('a stranger signs in first, a member is no administrator, a plan has what it has', async () => {
    expect((await stranger().fetch('/api/papers')).status).toBe(401)
    expect(await thrown(anna.api.call(email, { members: [] }))).toMatchObject({ status: 403, code: 'access.forbidden' })
    expect(await thrown(anna.api.call(recording, {}))).toMatchObject({ status: 403, code: 'access.plan' })
    expect(await david.api.call(recording, {})).toEqual([])
    expect(await david.api.call(email, { members: [] })).toBeUndefined()
  })

  test('each organisation sees its own', async () => {
    const gustav = hub.browser()
    await gustav.signIn('gustav@fjallstrom.example')
    expect(await gustav.api.call(papers, {})).toEqual([{ title: 'Ritning' }])
    expect(await anna.api.call(papers, {})).toEqual([{ title: 'Offert' }])
  })

  test('an address is defined once', () => {
    expect(() => hub.http.route({ ...getEcho, path: '/echo/:other' }, () => ({}))).toThrow('defined twice')
  })
})

async function changing(browser: Browser): Promise<Record<string, string>> {
  const { csrf } = await json(browser.fetch('/api/session'))
  return { 'content-type': 'application/json', 'x-csrf-token': csrf }
}
