import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { defineDownload, defineRoute } from '../define.ts'
import { openTestHub } from './harness.ts'

const setNote = defineRoute({
  method: 'PUT',
  path: '/people/:person/note',
  input: z.object({ person: z.uuid(), note: z.string().max(200), until: z.iso.datetime().optional() }),
  output: z.object({ note: z.string().nullable() }),
  allow: 'member',
  say: 'Sets the note under a name.',
})
const search = defineRoute({
  method: 'GET',
  path: '/contacts',
  input: z.object({
    text: z.string().default(''),
    limit: z.number().int().max(100).default(20),
    kinds: z.array(z.string()).optional(),
  }),
  output: z.array(z.object({ name: z.string() })),
  allow: 'anyone',
  say: 'Finds contacts.',
})
const decide = defineRoute({
  method: 'POST',
  path: '/decide',
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a') }),
    z.object({ kind: z.literal('b'), of: z.string() }),
  ]),
  output: z.void(),
  allow: 'member',
  say: 'Takes one of two forms.',
})
const sound = defineDownload({
  method: 'GET',
  path: '/messages/:id/sound.mp3',
  input: z.object({ id: z.string(), speed: z.number().default(1) }),
  type: 'audio/mpeg',
  allow: 'member',
  say: 'The sound of a message.',
})

let hub: Awaited<ReturnType<typeof openTestHub>>
let document: { paths: Record<string, Record<string, Operation>> }
interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  security: unknown[]
  responses: Record<string, unknown>
}

beforeAll(async () => {
  hub = await openTestHub()
  hub.http.route(setNote, () => ({ note: null }))
  hub.http.route(search, () => [])
  hub.http.route(decide, () => {})
  hub.http.download(sound, () => ({ file: '/nowhere' }))
  document = (await (await fetch(`${hub.origin}/api/openapi.json`)).json()) as typeof document
})
afterAll(() => hub.close())

test('is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('lists every route, those of the hub and of plugins', () => {
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method} ${path}`),
  )
  expect(listed.sort()).toEqual([
    'delete /session',
    'get /contacts',
    'get /messages/{id}/sound.mp3',
    'get /session',
    'post /decide',
    'post /session',
    'put /people/{person}/note',
    'put /session/password',
  ])
})

test('says where each input goes, and who needs a session', () => {
  const note = document.paths['/people/{person}/note']?.put
  expect(note?.parameters).toMatchObject([{ name: 'person', in: 'path', required: true }])
  expect(note?.requestBody?.content['application/json']?.schema).toMatchObject({
    properties: { note: { type: 'string', maxLength: 200 } },
    required: ['note'],
  })
  expect(note?.security).toEqual([{ session: [] }])
  const found = document.paths['/contacts']?.get
  expect(found?.parameters?.map(parameter => [parameter.name, parameter.in])).toEqual([
    ['text', 'query'],
    ['limit', 'query'],
    ['kinds', 'query'],
  ])
  expect(found?.requestBody).toBeUndefined()
  expect(found?.security).toEqual([])
  expect(document.paths['/decide']?.post?.requestBody?.content['application/json']?.schema).toHaveProperty('oneOf')
  expect(Object.keys(document.paths['/decide']?.post?.responses ?? {})).toEqual(['204', '4XX'])
})

test('a download is described by its media type', () => {
  const download = document.paths['/messages/{id}/sound.mp3']?.get
  expect(download?.parameters?.map(({ name, in: place }) => [name, place])).toEqual([
    ['id', 'path'],
    ['speed', 'query'],
  ])
  expect(download?.responses).toMatchObject({
    200: { content: { 'audio/mpeg': {} } },
    206: { content: { 'audio/mpeg': {} } },
    '4XX': {},
  })
})
