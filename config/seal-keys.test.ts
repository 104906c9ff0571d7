import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'
import { keyFile, sealKeys } from './seal-keys.ts'

let data = ''
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'svara-key-'))
})
afterAll(() => rm(data, { recursive: true }))

test('without SVARA_KEY a key is made once, that others on the machine cannot read', async () => {
  const environment = readEnvironment({ SVARA_DATA: data })
  const keys = await Promise.all([sealKeys(environment), sealKeys(environment)])
  expect(keys[0]).toEqual(keys[1])
  expect(keys[0][0]).toHaveLength(32)
  expect((await stat(join(data, keyFile))).mode & 0o077).toBe(0)
})

test('SVARA_KEY gives them, the newest first', async () => {
  const [young, old] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const keys = await sealKeys(readEnvironment({ SVARA_DATA: data, SVARA_KEY: `${young}, ${old}` }))
  expect(keys.map(key => key.toString('hex'))).toEqual([young, old])
  expect(() => readEnvironment({ SVARA_KEY: 'secret' })).toThrow('environment.wrong')
})
