import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { certificateFiles } from './tls.ts'

let data = ''
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'tls-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const read = (file: string) => new X509Certificate(readFileSync(file))

test('makes a certificate for the domain, those below it and the address, once', async () => {
  const needs = { data, sipDomain: 'svara.example', listen: '192.0.2.7' }
  const files = await certificateFiles(needs)
  const made = read(files.certificate)
  expect(made.checkHost('svara.example')).toBe('svara.example')
  expect(made.checkHost('norrsken.svara.example')).toBeDefined()
  expect(made.checkHost('other.example')).toBeUndefined()
  expect(made.checkIP('192.0.2.7')).toBe('192.0.2.7')
  expect(made.verify(made.publicKey)).toBe(true)
  expect(statSync(files.key).mode & 0o777).toBe(0o600)
  expect(statSync(join(data, 'tls')).mode & 0o777).toBe(0o700)

  await certificateFiles(needs)
  expect(read(files.certificate).serialNumber).toBe(made.serialNumber)
})

test('makes another when the address is another', async () => {
  const { certificate } = await certificateFiles({ data, sipDomain: 'svara.example', listen: '192.0.2.7' })
  const { serialNumber } = read(certificate)
  await certificateFiles({ data, sipDomain: 'svara.example', listen: '192.0.2.8' })
  expect(read(certificate).serialNumber).not.toBe(serialNumber)
})

test('uses the own one, and says which file it cannot read', async () => {
  const made = await certificateFiles({ data, sipDomain: 'svara.example', listen: '192.0.2.7' })
  const needs = { data: join(data, 'other'), sipDomain: 'a.example', listen: '192.0.2.9' }
  expect(await certificateFiles({ ...needs, tls: made })).toEqual(made)
  const missing = join(data, 'missing.pem')
  await expect(certificateFiles({ ...needs, tls: { ...made, key: missing } })).rejects.toMatchObject({
    code: 'tls.unreadable',
    details: { file: missing },
  })
})
