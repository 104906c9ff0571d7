import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineUpload } from '../define.ts'
import { HubError } from '../error.ts'
import { type Browser, json, openTestHub } from './harness.ts'

const greeting = defineUpload({
  method: 'PUT',
  path: '/greetings/:key/sound',
  input: z.object({ key: z.string(), gain: z.number().int().max(3).default(1) }),
  output: z.object({ text: z.string() }),
  types: ['audio/wav', 'audio/x-wav'],
  most: 1000,
  allow: 'member',
  say: 'A greeting as it was recorded.',
})

let hub: Awaited<ReturnType<typeof openTestHub>>
let data: string
let anna: Browser
const handed: unknown[] = []

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'svara-uploads-'))
  hub = await openTestHub({ data })
  hub.http.upload(greeting, async (input, who, file) => {
    handed.push([input, who.person])
    if (input.key === 'refused') throw new HubError('access.plan', 403)
    return { text: await readFile(file, 'utf8') }
  })
  anna = hub.browser()
  await anna.signIn('anna@norrsken.example')
})
afterAll(async () => {
  await hub.close()
  await rm(data, { recursive: true, force: true })
})

const wav = (text: string, type = 'audio/wav') => new Blob([text], { type })
const waiting = () => readdir(join(data, 'incoming')).catch(() => [])

test('hands over the file with path and query, and leaves nothing behind', async () => {
  expect(await anna.api.upload(greeting, { key: 'meeting', gain: 2 }, wav('RIFF'))).toEqual({ text: 'RIFF' })
  expect(handed.at(-1)).toEqual([{ key: 'meeting', gain: 2 }, 'anna'])
  await expect(anna.api.upload(greeting, { key: 'refused', gain: 1 }, wav('RIFF'))).rejects.toMatchObject({
    status: 403,
  })
  expect(await waiting()).toEqual([])
})

test('too much, another type, wrong input, no session and no token are refused before the handler sees anything', async () => {
  const before = handed.length
  const input = { key: 'meeting', gain: 1 }
  await expect(anna.api.upload(greeting, input, wav('x'.repeat(1001)))).rejects.toMatchObject({
    code: 'http.too-large',
  })
  await expect(anna.api.upload(greeting, input, wav('RIFF', 'video/mp4'))).rejects.toMatchObject({ status: 415 })
  await expect(anna.api.upload(greeting, { ...input, gain: 7 }, wav('RIFF'))).rejects.toMatchObject({ field: 'gain' })
  const stranger = hub.browser()
  const put = { method: 'PUT', headers: { 'content-type': 'audio/wav' }, body: 'RIFF' }
  expect((await stranger.fetch('/api/greetings/meeting/sound', put)).status).toBe(401)
  expect((await json(anna.fetch('/api/greetings/meeting/sound', put))).error.code).toBe('access.csrf')
  // Without a length beforehand it is counted.
  const body = new ReadableStream({
    start(controller) {
      for (let part = 0; part < 20; part += 1) controller.enqueue(new Uint8Array(100))
      controller.close()
    },
  })
  const headers = { ...put.headers, 'x-csrf-token': (await anna.signIn('anna@norrsken.example')).csrf }
  const streamed = anna.fetch('/api/greetings/meeting/sound', { ...put, headers, body, duplex: 'half' } as RequestInit)
  expect((await json(streamed)).error.code).toBe('http.too-large')
  expect(handed).toHaveLength(before)
  expect(await waiting()).toEqual([])
})

test('stands in the OpenAPI document', async () => {
  const document = (await (await anna.fetch('/api/openapi.json')).json()) as {
    paths: Record<string, { put: { requestBody: { content: object }; parameters: { name: string }[] } }>
  }
  const { requestBody, parameters } = document.paths['/greetings/{key}/sound']?.put ?? {}
  expect(Object.keys(requestBody?.content ?? {})).toEqual(['audio/wav', 'audio/x-wav'])
  expect(parameters?.map(({ name }) => name)).toEqual(['key', 'gain'])
})
