import { afterAll, beforeAll, expect, test } from 'vitest'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
beforeAll(async () => {
  kamailio = await startKamailio()
})
afterAll(() => kamailio.stop())

const aor = `1001@${norrsken}`

test('version and statistics', async () => {
  expect(await kamailio.rpc.coreVersion()).toMatch(/^kamailio 5\./)
  expect(await kamailio.rpc.tmStats()).toMatchObject({ current: 0, total: 0 })
  expect(await kamailio.rpc.stats('usrloc:')).toMatchObject({ 'usrloc:registered_users': '0' })
})

test('registrations are added, found and removed', async () => {
  await kamailio.rpc.ulAdd({ aor, contact: 'sip:a@192.0.2.1', expires: 60, q: 0.5 })
  await kamailio.rpc.ulAdd({ aor, contact: 'sip:b@192.0.2.1', expires: 60, path: '<sip:192.0.2.9;lr>' })
  const found = await kamailio.rpc.ulLookup(aor)
  expect(found?.Contacts.map(({ Contact }) => [Contact.Address, Contact.Q, Contact.Path]).toSorted()).toEqual([
    ['sip:a@192.0.2.1', 0.5, '[not set]'],
    ['sip:b@192.0.2.1', 1, '<sip:192.0.2.9;lr>'],
  ])
  expect(await kamailio.rpc.ulRmContact(aor, 'sip:a@192.0.2.1')).toBe(true)
  expect(await kamailio.rpc.ulRmContact(aor, 'sip:nobody@192.0.2.1')).toBe(false)
  expect((await kamailio.rpc.ulDump()).map(({ AoR }) => AoR)).toEqual([aor])
  await kamailio.rpc.ulRm(aor)
  expect(await kamailio.rpc.ulLookup(aor)).toBeUndefined()
  expect(await kamailio.rpc.ulDump()).toEqual([])
})

test('a thousand registrations are listed whole', async () => {
  const users = Array.from({ length: 1000 }, (_, index) => `${2000 + index}@${norrsken}`)
  for (const user of users) await kamailio.rpc.ulAdd({ aor: user, contact: `sip:${user}`, expires: 60 })
  expect((await kamailio.rpc.ulDump()).map(({ AoR }) => AoR).toSorted()).toEqual(users)
})

test('tables are read again and emptied, dialogs that are none are told', async () => {
  kamailio.addNumber('+46846500401', aor)
  await kamailio.rpc.htableReload('numbers')
  expect(await kamailio.rpc.htableDump('numbers')).toMatchObject([{ name: '+46846500401', value: aor }])
  await kamailio.rpc.htableDelete('numbers', '+46846500401')
  await kamailio.rpc.htableDelete('numbers', '+46846500401')
  expect(await kamailio.rpc.htableDump('numbers')).toEqual([])
  expect(await kamailio.rpc.dlgList()).toEqual([])
  expect(await kamailio.rpc.dlgOf('nobody')).toBeUndefined()
})
