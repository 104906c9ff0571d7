import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bounds, fileCache } from './cache.ts'

let folder: string
let time = 1_700_000_000_000
const minutes = (count: number) => {
  time += count * 60_000
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-'))
})
afterEach(() => rm(folder, { recursive: true }))

const cache = (bounds: Partial<Bounds> = {}) =>
  fileCache(folder, '.mp3', { files: 3, bytes: 1000, ...bounds }, () => time)
const content =
  (size = 10) =>
  () =>
    Promise.resolve(Buffer.alloc(size, 'a'))
const kept = async () => (await readdir(folder)).sort()

async function fill(into: ReturnType<typeof cache>, ...keys: string[]) {
  for (const key of keys) {
    await into.get(key, content())
    minutes(2)
  }
}

test('keeps at most so many files, least recently used first to go', async () => {
  const files = cache()
  await fill(files, 'a', 'b', 'c', 'a', 'd')
  expect(await kept()).toEqual(['a.mp3', 'c.mp3', 'd.mp3'])
})

test('keeps at most so many bytes', async () => {
  const files = cache({ files: 100, bytes: 25 })
  await fill(files, 'a', 'b', 'c')
  expect(await kept()).toEqual(['b.mp3', 'c.mp3'])
})

test('removes nothing that was asked for within the last minute', async () => {
  const files = cache({ files: 1 })
  await Promise.all(['a', 'b', 'c'].map(key => files.get(key, content())))
  expect(await kept()).toEqual(['a.mp3', 'b.mp3', 'c.mp3'])
  minutes(2)
  await files.get('b', content())
  await files.get('d', content())
  expect(await kept()).toEqual(['b.mp3', 'd.mp3'])
})

test('knows after a restart what was used last, and shrinks to new bounds', async () => {
  await fill(cache(), 'a', 'b', 'c', 'a')
  await cache({ files: 2 }).get('a', content())
  expect(await kept()).toEqual(['a.mp3', 'c.mp3'])
})

test('makes again what somebody removed', async () => {
  const files = cache()
  await rm(await files.get('a', content()))
  expect(await readFile(await files.get('a', content(7)))).toHaveLength(7)
  await rm(folder, { recursive: true })
  expect(await readFile(await files.get('a', content(8)))).toHaveLength(8)
})

test('clears away old halves of files, leaves young ones and what is not its own', async () => {
  for (const name of ['old.part', 'young.part', 'readme']) await writeFile(join(folder, name), '')
  await utimes(join(folder, 'old.part'), 0, 0)
  await utimes(join(folder, 'young.part'), time / 1000, time / 1000)
  await cache().get('a', content())
  expect(await kept()).toEqual(['a.mp3', 'readme', 'young.part'])
})

test('makes once what is asked for at once, and again after a failure', async () => {
  const files = cache()
  let made = 0
  const make = async () => {
    made++
    if (made === 1) throw new Error('first')
    return Buffer.from('x')
  }
  const first = await Promise.allSettled([files.get('a', make), files.get('a', make)])
  expect(first.map(one => one.status)).toEqual(['rejected', 'rejected'])
  await Promise.all([files.get('a', make), files.get('a', make)])
  expect(made).toBe(2)
})
