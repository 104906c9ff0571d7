import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { calendars } from './calendars.ts'
import { readEnvironment } from './environment.ts'

const microsoft = { SVARA_MICROSOFT_CLIENT: 'a', SVARA_MICROSOFT_SECRET: 'b' }
const offered = (from: Record<string, string>) =>
  calendars(readEnvironment(from)).vendors.map(vendor => [
    vendor.name,
    vendor.consent !== undefined,
    vendor.company?.organisation,
  ])

test('a vendor that the hub has no application at is not offered', () => {
  expect(offered({})).toEqual([['caldav', false, undefined]])
  expect(offered(microsoft)).toContainEqual(['microsoft', true, undefined])
  const tenant = { ...microsoft, SVARA_MICROSOFT_TENANT: 'norrsken.example' }
  expect(offered(tenant)).toContainEqual(['microsoft', true, undefined])
  const google = { SVARA_GOOGLE_CLIENT: 'a', SVARA_GOOGLE_SECRET: 'b' }
  expect(offered(google)).toContainEqual(['google', true, undefined])
  // A service account may be there for mail alone.
  expect(offered({ SVARA_GOOGLE_SERVICE_ACCOUNT: 'key.json' })).toEqual([['caldav', false, undefined]])
  const tied = 'norrsken: norrsken.example'
  expect(offered({ ...tenant, SVARA_MICROSOFT_COMPANY: tied })).toContainEqual(['microsoft', true, 'norrsken'])
  expect(offered({ SVARA_GOOGLE_SERVICE_ACCOUNT: 'key.json', SVARA_GOOGLE_COMPANY: tied })).toContainEqual([
    ...['google', false, 'norrsken'],
  ])
})

test('what vendors need of their own is not loaded before it is asked for', async () => {
  // Modules of the kind that theirs are (CommonJS), in a process of its own.
  const script = `
    const { calendars } = await import('${join(import.meta.dirname, 'calendars.ts')}')
    const { readEnvironment } = await import('${join(import.meta.dirname, 'environment.ts')}')
    calendars(readEnvironment(${JSON.stringify({ ...microsoft, SVARA_GOOGLE_CLIENT: 'a', SVARA_GOOGLE_SECRET: 'b' })}))
    const { createRequire } = await import('node:module')
    console.log(Object.keys(createRequire('/').cache).join('\\n'))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect(stdout).toContain('windows-iana')
  expect(stdout).not.toMatch(/google|microsoft-graph/)
})
