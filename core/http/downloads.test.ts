import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineDownload, defineRoute } from '../define.ts'
import { HubError } from '../error.ts'
import { ApiError, address, type Fetch, refusal } from './client.ts'
import { type Browser, json, openTestHub } from './harness.ts'

const message = defineDownload({
  method: 'GET',
  path: '/messages/:id/sound.mp3',
  input: z.object({ id: z.string(), speed: z.number().int().max(3).default(1) }),
  type: 'audio/mpeg',
  allow: 'member',
  say: 'The sound of a message.',
})
const list = defineDownload({ ...message, path: '/list', input: z.object({}), type: 'text/csv', allow: 'supervisor' })

const sound = Buffer.from(Array.from({ length: 100_000 }, (_, place) => place % 251))
const speeds: unknown[] = []
let hub: Awaited<ReturnType<typeof openTestHub>>
let folder: string
let anna: Browser
let david: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svara-downloads-'))
  const file = (name: string) => join(folder, name)
  await writeFile(file('sound.mp3'), sound)
  await writeFile(file('empty.mp3'), '')
  await writeFile(file('secret'), 'hunter2')
  await writeFile(file('list.csv'), 'namn;tid\n')
  await symlink(file('secret'), file('link.mp3'))
  await mkdir(file('folder.mp3'))
  hub = await openTestHub()
  const named: Record<string, string> = Object.fromEntries(
    ['sound', 'empty', 'link', 'folder', 'long'].map(id => [id, `${id}.mp3`]),
  )
  hub.http.download(message, ({ id, speed }, who) => {
    speeds.push(speed)
    if (id === 'broken') throw new HubError('access.plan', 403)
    if (id === 'swept') return { file: file('nowhere.mp3') }
    if (id === 'relative') return { file: 'sound.mp3' }
    const name = who.organisation === 'norrsken' ? named[id] : undefined
    if (name === undefined) throw new HubError('http.not-found', 404)
    return { file: file(name) }
  })
  hub.http.download(list, () => ({ file: file('list.csv'), name: 'Samtal ”i går”.csv' }))
  ;[anna, david] = [hub.browser(), hub.browser()]
  await anna.signIn('anna@norrsken.example')
  await david.signIn('david@norrsken.example')
})
afterAll(async () => {
  await hub.close()
  await rm(folder, { recursive: true, force: true })
})

const url = address(message, { id: 'sound', speed: 2 })
const get = (headers: Record<string, string> = {}, from = anna, at = url) => from.fetch(at, { headers })
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer())

test('its address carries the input', async () => {
  expect(url).toBe('/api/messages/sound/sound.mp3?speed=2')
  expect(address(message, { id: 'a/..%2Fb', speed: 1 })).toBe('/api/messages/a%2F..%252Fb/sound.mp3?speed=1')
  await get()
  expect(speeds.at(-1)).toBe(2)
})

test('the whole of it, with what a player wants to know', async () => {
  const response = await get()
  expect(response.status).toBe(200)
  const { headers } = response
  expect(headers.get('content-type')).toBe('audio/mpeg')
  expect(headers.get('content-length')).toBe('100000')
  expect(headers.get('accept-ranges')).toBe('bytes')
  expect(headers.get('etag')).toMatch(/^"[\w-]+"$/)
  expect(headers.get('cache-control')).toBe('private, no-cache')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-disposition')).toBeNull()
  expect(sound.equals(await bytes(response))).toBe(true)
})

test.each([
  ['bytes=0-1', 0, 1],
  ['bytes=99990-', 99_990, 99_999],
  ['bytes=-5', 99_995, 99_999],
  ['bytes=70000-200000', 70_000, 99_999],
])('the part %s', async (range, first, last) => {
  const response = await get({ range })
  expect(response.status).toBe(206)
  expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/100000`)
  expect(response.headers.get('content-length')).toBe(String(last - first + 1))
  expect(response.headers.get('content-type')).toBe('audio/mpeg')
  expect(sound.subarray(first, last + 1).equals(await bytes(response))).toBe(true)
})

test('a part behind the end is refused with the length there is', async () => {
  const response = await get({ range: 'bytes=100000-' })
  expect(response.status).toBe(416)
  expect(response.headers.get('content-range')).toBe('bytes */100000')
  expect(response.headers.get('content-type')).toContain('application/json')
  expect((await json(response)).error.code).toBe('http.range')
})

test('what is still the same is not sent again, and a part of another file is not mixed in', async () => {
  const etag = (await get()).headers.get('etag') ?? ''
  // Node's fetch asks for no kept answer unless told otherwise.
  const kept = { 'if-none-match': etag, 'cache-control': 'max-age=0' }
  const same = await get({ ...kept, range: 'bytes=0-1' })
  expect([same.status, await same.text()]).toEqual([304, ''])
  expect((await get({ 'if-range': etag, range: 'bytes=0-1' })).status).toBe(206)
  await utimes(join(folder, 'sound.mp3'), new Date(0), new Date(1000))
  const whole = await get({ 'if-range': etag, range: 'bytes=0-1' })
  expect([whole.status, (await bytes(whole)).length]).toEqual([200, 100_000])
  expect((await get(kept)).status).toBe(200)
})

test('HEAD tells of it and sends nothing', async () => {
  const response = await anna.fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-1' } })
  expect([response.status, response.headers.get('content-length')]).toEqual([200, '100000'])
  expect(await response.text()).toBe('')
})

test('an empty file is one', async () => {
  const at = address(message, { id: 'empty', speed: 1 })
  const response = await get({}, anna, at)
  expect([response.status, response.headers.get('content-length')]).toEqual([200, '0'])
  expect((await get({ range: 'bytes=0-' }, anna, at)).status).toBe(416)
})

test('something to keep has its name, whatever letters are in it', async () => {
  const response = await get({}, david, address(list, {}))
  expect(response.headers.get('content-type')).toContain('text/csv')
  const disposition = response.headers.get('content-disposition')
  expect(disposition).toMatch(/^attachment; filename=".*\.csv"/)
  expect(disposition).toContain("filename*=UTF-8''Samtal%20%E2%80%9Di%20g%C3%A5r%E2%80%9D.csv")
  expect(await response.text()).toBe('namn;tid\n')
})

test('only for whom it is', async () => {
  expect((await get({}, hub.browser())).status).toBe(401)
  expect((await get({}, anna, address(list, {}))).status).toBe(403)
  const gustav = hub.browser()
  await gustav.signIn('gustav@fjallstrom.example')
  expect((await get({}, gustav)).status).toBe(404)
})

test.each([
  ['swept', 404],
  ['folder', 404],
  ['link', 404],
  ['relative', 500],
  ['broken', 403],
  ['..%2F..%2Fsecret', 404],
  ['%2Fetc%2Fpasswd', 404],
])('nothing but what the handler named: %s', async (id, status) => {
  const response = await get({}, anna, `/api/messages/${id}/sound.mp3`)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(await response.text()).not.toContain('hunter2')
})

test('input is checked, and the reason can be asked for where an element only says that nothing came', async () => {
  const fast = address(message, { id: 'sound', speed: 9 })
  const refused = await refusal(fast, anna.fetch as unknown as Fetch)
  expect(refused).toBeInstanceOf(ApiError)
  expect(refused).toMatchObject({ code: 'http.input', status: 400, field: 'speed' })
  expect(await refusal(url, anna.fetch as unknown as Fetch)).toBeUndefined()
})

/** Of this process: Linux only. */
async function opened(name: string): Promise<number> {
  const descriptors = await readdir('/proc/self/fd')
  const files = await Promise.all(descriptors.map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return files.filter(file => file.endsWith(name)).length
}

test('a client that goes away in the middle leaves no file open', async () => {
  await writeFile(join(folder, 'long.mp3'), Buffer.alloc(20_000_000))
  const at = address(message, { id: 'long', speed: 1 })
  const [response] = await once(
    request(hub.origin + at, { headers: { cookie: anna.cookie() } })
      .on('error', () => {})
      .end(),
    'response',
  )
  expect(await opened('long.mp3')).toBe(1)
  response.destroy()
  await expect.poll(() => opened('long.mp3')).toBe(0)
  expect(await opened('sound.mp3')).toBe(0)
})

test('a path is taken once, by a route or by a download', () => {
  const route = defineRoute({ ...message, path: '/messages/:other/sound.mp3', output: z.void() })
  expect(() => hub.http.route(route, () => {})).toThrow('defined twice')
})
