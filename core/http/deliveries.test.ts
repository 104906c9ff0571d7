import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Delivery } from '../hub.ts'
import { json, openTestHub } from './harness.ts'

let hub: Awaited<ReturnType<typeof openTestHub>>
let got: Delivery | undefined
beforeAll(async () => {
  hub = await openTestHub({ limits: { requests: 3 } })
  hub.http.delivery('/push/:vendor', delivery => {
    got = delivery
    const token = delivery.query.validationToken
    return token === undefined ? { status: 202, type: 'text/plain', body: '' } : { type: 'text/plain', body: token }
  })
})
afterAll(() => hub.close())

const post = (path: string, init: RequestInit = {}) => fetch(`${hub.origin}${path}`, { method: 'POST', ...init })

test('what a machine posts comes as it stands, with query and headers, from anywhere and without a session', async () => {
  const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example', 'x-secret': 'hemlig' }
  const answer = await post('/push/graph?part=1&part=2', { headers, body: '{"å": [' })
  expect([answer.status, await answer.text(), answer.headers.get('set-cookie')]).toEqual([202, '', null])
  expect(got).toMatchObject({ params: { vendor: 'graph' }, query: { part: '1' }, body: '{"å": [', private: true })
  expect(got?.headers).toMatchObject({ 'x-secret': 'hemlig' })
})

test('the answer is plain text, where it is asked for', async () => {
  const answer = await post('/push/graph?validationToken=a%20b')
  expect([answer.status, await answer.text()]).toEqual([200, 'a b'])
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
})

test('one that is too large is refused before it is read to its end', async () => {
  const answer = await post('/push/graph', { body: 'x'.repeat(600_000) })
  expect([answer.status, (await json(answer)).error.code]).toEqual([413, 'http.too-large'])
})

test('other methods are not there, and a path has one handler', async () => {
  expect((await fetch(`${hub.origin}/push/graph`, { method: 'PUT' })).status).toBe(404)
  expect(() => hub.http.delivery('/push/:vendor', () => ({ type: 'text/plain', body: '' }))).toThrow('defined twice')
})

test('machines may bring more than people ask, and not without end', async () => {
  const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await post('/push/graph')).status))
  expect(new Set(statuses)).toEqual(new Set([202, 429]))
  expect(statuses.filter(status => status === 202).length).toBeGreaterThan(20)
})
