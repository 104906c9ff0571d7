import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { json, openTestHub, password } from './harness.ts'
import { network } from './limits.ts'

const cleanUp: (() => Promise<unknown>)[] = []
async function open(options: Parameters<typeof openTestHub>[0] = {}) {
  const hub = await openTestHub(options)
  cleanUp.push(() => hub.close())
  return hub
}
async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'svara-http-'))
  cleanUp.push(() => rm(path, { recursive: true }))
  return path
}
afterEach(async () => {
  for (const clean of cleanUp.splice(0)) await clean()
})

describe('health', () => {
  test('is 200 while all that is required works, and 503 with the reason when not', async () => {
    const hub = await open()
    let database = { ok: true, detail: 'sqlite' }
    hub.http.health('database', () => database, { required: true })
    hub.http.health('speech', async () => ({ ok: false, detail: 'not installed' }))
    hub.http.health('calendar', () => {
      throw new Error('the secret is hunter2')
    })
    const well = await fetch(`${hub.origin}/health`)
    expect([well.status, await well.json()]).toEqual([
      200,
      {
        status: 'ok',
        database: { ok: true, detail: 'sqlite' },
        speech: { ok: false, detail: 'not installed' },
        calendar: { ok: false, detail: 'failed' },
      },
    ])
    database = { ok: false, detail: 'does not answer' }
    const ill = await fetch(`${hub.origin}/health`)
    expect([ill.status, await ill.json()]).toEqual([503, expect.objectContaining({ status: 'unavailable', database })])
  })

  test('a name is given once', async () => {
    const hub = await open()
    expect(() => hub.http.health('status', () => ({ ok: true }))).toThrow('status')
  })
})

describe('figures', () => {
  test('are for this machine, or for who has the token', async () => {
    const hub = await open({ metricsToken: 'let-me' })
    await fetch(`${hub.origin}/api/session`)
    const near = await fetch(`${hub.origin}/metrics`)
    expect(await near.text()).toMatch(
      /svara_http_request_seconds_count\{method="GET",route="\/api\/session",status="401"\} 1/,
    )
    const far = { 'x-forwarded-for': '192.0.2.1' }
    expect((await fetch(`${hub.origin}/metrics`, { headers: far })).status).toBe(404)
    const told = await fetch(`${hub.origin}/metrics`, { headers: { ...far, authorization: 'Bearer let-me' } })
    expect(told.status).toBe(200)
  })

  test('behind a proxy it is the proxy’s word that counts', async () => {
    const hub = await open({ publicOrigin: 'https://svara.example' })
    const ask = (address: string) => fetch(`${hub.origin}/metrics`, { headers: { 'x-forwarded-for': address } })
    expect((await ask('127.0.0.1, 192.0.2.1')).status).toBe(404)
    expect((await ask('127.0.0.1')).status).toBe(200)
  })
})

test('one session, or one address, may ask so often', async () => {
  const hub = await open({ limits: { requests: 3 } })
  const asked = []
  for (const _ of [1, 2, 3, 4]) asked.push(await fetch(`${hub.origin}/api/nothing`))
  expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 429])
  expect(Number(asked[3]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await fetch(`${hub.origin}/health`)).status).toBe(200)
})

test('made-up cookies may not cost many queries', async () => {
  const hub = await open({ limits: { requests: 1 } })
  const [browser, made] = [hub.browser(), hub.browser()]
  await browser.signIn('anna@norrsken.example')
  const statuses = []
  for (let tried = 0; tried < 12; tried += 1) {
    const response = await made.fetch('/api/nothing', { headers: { cookie: `svara=made-up-${tried}` } })
    statuses.push((await json(response)).error.details.seconds === undefined ? response.status : 'wait')
  }
  expect(statuses.at(-1)).toBe('wait')
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  made
    .webSocket('/live', { cookie: 'svara=made-up' })
    .on('unexpected-response', (request, response) => {
      resolve(response.statusCode)
      request.destroy()
    })
    .on('error', () => {})
  expect(await promise).toBe(429)
})

test('one subscriber is one address of IPv4 or 64 bits of IPv6', () => {
  expect(network('::ffff:192.0.2.1')).toBe(network('192.0.2.1'))
  expect(network('192.0.2.2')).not.toBe(network('192.0.2.1'))
  expect(network('2001:db8:0:1::1')).toBe(network('2001:db8::1:ffff:0:0:9'))
  expect(network('2001:db8:0:2::1')).not.toBe(network('2001:db8:0:1::1'))
})

describe('pages', () => {
  test('without an app a small page says that the hub runs, with strict headers', async () => {
    const hub = await open()
    const response = await fetch(hub.origin)
    expect(await response.text()).toContain('/api/openapi.json')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none';script-src 'self';")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${hub.port}`)
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.has('strict-transport-security')).toBe(false)
  })

  test('the app’s files are served, its addresses are its first page, and nothing outside is', async () => {
    const root = await folder()
    await mkdir(join(root, 'app', 'assets'), { recursive: true })
    await writeFile(join(root, 'app', 'index.html'), 'the app')
    await writeFile(join(root, 'app', 'assets', 'main-1a2b.js'), 'code')
    await writeFile(join(root, 'app', '.env'), 'secret')
    await writeFile(join(root, 'secret.txt'), 'secret')
    const hub = await open({ assets: join(root, 'app') })
    const get = (path: string) => fetch(hub.origin + path)
    expect(await (await get('/')).text()).toBe('the app')
    expect(await (await get('/people/anna')).text()).toBe('the app')
    const code = await get('/assets/main-1a2b.js')
    expect([code.headers.get('content-type'), code.headers.get('cache-control')]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ])
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache')
    for (const path of ['/missing.js', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/.env', '/%00.js']) {
      const response = await get(path)
      expect([path, await response.text()]).toEqual([path, expect.not.stringMatching(/^secret/)])
      expect([path, response.status]).toEqual([path, 404])
    }
    expect((await get('/api/nothing')).status).toBe(404)
  })
})

test('over TLS the cookie is the host’s own, and browsers are told to stay', async () => {
  const root = await folder()
  const [key, cert] = [join(root, 'key.pem'), join(root, 'cert.pem')]
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-subj', '/CN=localhost', '-days', '1']
  execFileSync('openssl', ['req', '-x509', '-nodes', ...made, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const tls = { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') }
  const hub = await open({ tls })
  const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>()
  const origin = `https://127.0.0.1:${hub.port}`
  const headers = { 'content-type': 'application/json', origin }
  request(`${origin}/api/session`, { method: 'POST', headers, rejectUnauthorized: false, agent: false }, resolve)
    .on('error', reject)
    .end(JSON.stringify({ email: 'anna@norrsken.example', password }))
  const response = await promise
  response.resume()
  expect(response.statusCode).toBe(200)
  expect(response.headers['set-cookie']?.[0]).toMatch(/^__Host-svara=.*; Path=\/; .*; Secure$/)
  expect(response.headers['strict-transport-security']).toContain('max-age=31536000')
  expect(response.headers['content-security-policy']).toContain(`wss://127.0.0.1:${hub.port}`)
})

test('closing lets a request that is underway finish', async () => {
  const hub = await openTestHub()
  const slow = defineRoute({
    method: 'GET',
    path: '/slow',
    input: z.object({}),
    output: z.object({ done: z.boolean() }),
    allow: 'anyone',
    say: 'Takes its time.',
  })
  const { promise: started, resolve: start } = Promise.withResolvers<void>()
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
  hub.http.route(slow, async () => {
    start()
    await finished
    return { done: true }
  })
  const answer = fetch(`${hub.origin}/api/slow`)
  await started
  const closed = hub.http.close(60_000)
  await expect(fetch(`${hub.origin}/health`)).rejects.toThrow('fetch failed')
  finish()
  expect(await json(answer)).toEqual({ done: true })
  await closed
})
