/** The app's secrets beside those of desk phones: Kamailio's view has both, administrators see the latter alone. */
import { createHash } from 'node:crypto'
import { QueryTypes } from 'sequelize'
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '../../core/database/index.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { deleteDevice, listDevices, updatePerson } from './contract.ts'
import { signedIn, type TestHub, testHub } from './test-hub.ts'
import { addTwoOrganisations } from './two-organisations.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

eachDatabase('the app as a device', ({ open }) => {
  let database: Database
  let hub: TestHub
  let bo: { organisation: string; person: string }
  beforeEach(async () => {
    database = await open()
    const { north } = await addTwoOrganisations(database)
    hub = await testHub(database)
    bo = { organisation: north.organisation, person: north.people.get('1002@north.example') ?? '' }
  })
  const credentials = async () => {
    const query = 'SELECT * FROM directory_sip_credentials'
    const rows = await database.sequelize.query<Record<string, string>>(query, { type: QueryTypes.SELECT })
    return rows.filter(({ username }) => username?.includes('-app-'))
  }

  test('each session has a secret of its own, which Kamailio believes', async () => {
    const one = await hub.appDevices.renew({ ...bo, session: 'one' })
    const two = await hub.appDevices.renew({ ...bo, session: 'two' })
    expect(one.authName).toMatch(/^1002-app-[0-9a-f]{16}$/)
    expect(one).toMatchObject({ domain: 'north.example', extension: '1002@north.example' })
    expect(new Set([one.authName, two.authName, one.secret, two.secret]).size).toBe(4)
    const ha1 = (of: typeof one) => md5(`${of.authName}:north.example:${of.secret}`)
    const row = (of: typeof one) => ({
      ...{ username: of.authName, domain: of.domain, ha1: ha1(of), extension: of.extension },
    })
    expect(await credentials()).toEqual(expect.arrayContaining([row(one), row(two)]))
  })

  test('asked for again, the old one is worth nothing and whoever keeps phones in step is told', async () => {
    const told: { authName: string }[] = []
    hub.changes.onDevice(device => void told.push(device))
    const first = await hub.appDevices.renew({ ...bo, session: 'one' })
    const second = await hub.appDevices.renew({ ...bo, session: 'one' })
    expect(second.authName).toBe(first.authName)
    expect((await credentials()).map(({ ha1 }) => ha1)).toEqual([
      md5(`${second.authName}:north.example:${second.secret}`),
    ])
    expect(told.at(-1)).toEqual({ authName: first.authName, domain: 'north.example' })
  })

  test('it goes with its session alone, and taking it again does no harm', async () => {
    const told: { authName: string }[] = []
    const one = await hub.appDevices.renew({ ...bo, session: 'one' })
    const two = await hub.appDevices.renew({ ...bo, session: 'two' })
    hub.changes.onDevice(device => void told.push(device))
    for (const _ of [1, 2]) await hub.appDevices.remove({ ...bo, session: 'one' })
    expect((await credentials()).map(({ username }) => username)).toEqual([two.authName])
    expect(told).toEqual([{ authName: one.authName, domain: one.domain }])
    expect(await hub.appDevices.given(bo.person)).toEqual([{ ...bo, session: 'two' }])
    expect(await hub.appDevices.given('nobody')).toEqual([])
    expect(await hub.appDevices.given()).toEqual([{ ...bo, session: 'two' }])
  })

  test('administrators neither see it among desk phones nor take it away as one', async () => {
    await hub.appDevices.renew({ ...bo, session: 'one' })
    const administrator = await signedIn(hub, '1001@north.example')
    const { devices } = await hub.call(listDevices, {}, administrator)
    expect(devices.map(({ authName }) => authName)).not.toContainEqual(expect.stringContaining('-app-'))
    const row = await database.sequelize.query<{ id: string }>(
      "SELECT id FROM directory_devices WHERE session_id = 'one'",
      { type: QueryTypes.SELECT },
    )
    await expect(hub.call(deleteDevice, { id: row[0]?.id }, administrator)).rejects.toMatchObject({ status: 404 })
  })

  test('of whoever is disabled it is worth nothing, and another organisation can’t ask for it', async () => {
    await hub.appDevices.renew({ ...bo, session: 'one' })
    await expect(hub.appDevices.renew({ ...bo, organisation: 'another', session: 'one' })).rejects.toMatchObject({
      code: 'directory.person-not-found',
    })
    const administrator = await signedIn(hub, '1001@north.example')
    await hub.call(updatePerson, { id: bo.person, disabled: true }, administrator)
    expect(await credentials()).toEqual([])
  })
})
