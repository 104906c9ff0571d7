/** Telephones of people: who may see and change them, and who gets their settings by a link. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { fakeTelephony } from '../../connectors/telephony/fake.ts'
import type { Database } from '../../core/database/index.ts'
import type { DocumentRequest, Who } from '../../core/hub.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
} from '../../test/harness/plugin-hub.ts'
import type { DeviceEntry, DeviceSecret, PhoneDevices } from '../directory/contract.ts'
import { addPhone, changePhone, listPhones, myPhones, openLink, removePhone, renewSecret } from './contract.ts'
import { devices } from './index.ts'

const [anna, david, gustav] = [signedIn(people.anna), signedIn(people.david), signedIn(people.gustav)]

/** The directory's devices, in memory. */
function phoneDevices(): PhoneDevices & { secrets: Map<string, string> } {
  const all = new Map<string, DeviceEntry & { organisation: string }>()
  const secrets = new Map<string, string>()
  let count = 0
  const find = (organisation: string, id: string) => {
    const found = all.get(id)
    if (found?.organisation !== organisation) {
      throw Object.assign(new Error('directory.device-not-found'), { code: 'directory.device-not-found', status: 404 })
    }
    return found
  }
  const renewed = (device: DeviceEntry): DeviceSecret => {
    count += 1
    secrets.set(device.id, `secret-${count}`)
    const extension = twoOrganisations.person(device.person)?.extension ?? ''
    return { device, secret: `secret-${count}`, extension }
  }
  return {
    secrets,
    list: async (organisation, person) =>
      [...all.values()].filter(one => one.organisation === organisation && (!person || one.person === person)),
    find: async (organisation, id) => find(organisation, id),
    async add(organisation, { person, label }) {
      const owner = twoOrganisations.person(person)
      const [short = '', domain = ''] = owner?.extension.split('@') ?? []
      const authName = `${short}-${label.toLowerCase()}`
      const device = { id: `device-${all.size}-${authName}`, person, label, authName, domain }
      all.set(device.id, { ...device, organisation })
      return renewed(device)
    },
    async rename(organisation, id, label) {
      all.set(id, { ...find(organisation, id), label })
    },
    renew: async (organisation, id) => renewed(find(organisation, id)),
    async remove(organisation, id) {
      find(organisation, id)
      all.delete(id)
    },
  }
}

const path = '/provision/:token/:file'
const tokenIn = (link?: { path: string }) => link?.path.split('/')[2] ?? ''

eachDatabase('telephones', ({ open }) => {
  let database: Database
  let hub: PluginHub
  let telephony: ReturnType<typeof fakeTelephony>
  let directoryDevices: ReturnType<typeof phoneDevices>
  beforeAll(async () => {
    database = await open()
    for (const migration of devices.migrations ?? []) {
      await migration.up({ queryInterface: database.sequelize.getQueryInterface(), sequelize: database.sequelize })
    }
  })
  beforeEach(async () => {
    telephony = fakeTelephony()
    directoryDevices = phoneDevices()
    hub = await pluginHub(devices, {
      ...{ database, world: newWorld(), directory: twoOrganisations },
      ports: {
        ...{ telephony, phoneDevices: directoryDevices },
        phoneDoors: { sipPort: 5060, tls: { port: 5061, trusted: false } },
      },
    })
  })

  const add = (
    given: Partial<{
      label: string
      make: 'yealink' | 'snom' | 'linphone' | 'other'
      person: string
      keys: string[]
    }> = {},
    who: Who = anna,
  ) => hub.call(addPhone, { label: 'Desk', make: 'yealink', ...given }, who)
  const fetch = (token: string, file: string, more: Partial<DocumentRequest> = {}) =>
    hub.document(path, { params: { token, file }, private: true, host: 'svara.example', userAgent: '', ...more })

  test('a phone is added, set up by the first that uses its link, and by no other', async () => {
    const { phone, link, account } = await add({ keys: [people.david.id] })
    expect(account).toBeUndefined()
    expect(phone).toMatchObject({ label: 'Desk', make: 'yealink', online: false, linkUntil: link?.until })
    const token = tokenIn(link)
    expect((await fetch(token, 'y000000000108.cfg')).body).toBe('#!version:1.0.0.1\n')
    const first = await fetch(token, '001565abcdef.cfg')
    expect(first.body).toContain(`account.1.password = ${directoryDevices.secrets.get(phone.id)}`)
    expect(first.body).toContain('linekey.2.label = David Ek')
    expect((await fetch(token, '001565000000.cfg')).status).toBe(404)
    // Its settings again, with another secret: the one before is worth nothing.
    const second = await fetch(token, '001565abcdef.cfg')
    expect(second.body).toContain(`account.1.password = ${directoryDevices.secrets.get(phone.id)}`)
    expect(second.body).not.toBe(first.body)
    expect((await hub.current(myPhones, anna)).phones.find(one => one.id === phone.id)?.linkUntil).toBeUndefined()
  })

  test('who does not say who it is may use a link once', async () => {
    const { link } = await add({ make: 'linphone' })
    const answers = await Promise.all([1, 2, 3].map(() => fetch(tokenIn(link), 'linphone.xml')))
    expect(answers.map(({ status = 200 }) => status).filter(status => status === 200)).toHaveLength(1)
  })

  test('no secret goes where others may read along, and none for a link that is too old or was never given', async () => {
    const { phone, link } = await add({ make: 'snom' })
    const open = await fetch(tokenIn(link), 'snom.xml', { private: false })
    expect([open.status, open.body]).toEqual([403, expect.stringMatching(/https.*\n\n.*https/)])
    expect((await fetch('wrong', 'snom.xml')).status).toBe(404)
    expect((await fetch(tokenIn(link), 'index.html')).status).toBe(404)
    expect(
      (
        await hub.document('/provision/:token', {
          params: { token: tokenIn(link) },
          private: true,
          host: '',
          userAgent: '',
        })
      ).body,
    ).toContain('auto provisioning')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 86_400_000 })
    expect((await fetch(tokenIn(link), 'snom.xml')).status).toBe(404)
    vi.useRealTimers()
    const again = await hub.call(openLink, { id: phone.id }, anna)
    expect((await fetch(tokenIn(again), 'snom.xml')).body).toContain('<user_name idx="1" perm="">1001</user_name>')
  })

  test('a phone of another make is typed in; its new secret closes every way that was open', async () => {
    const { phone, link, account } = await add({ make: 'other' })
    expect([link, account]).toEqual([
      undefined,
      expect.objectContaining({
        user: '1001',
        secret: directoryDevices.secrets.get(phone.id),
        sipPort: 5060,
        tlsPort: 5061,
      }),
    ])
    const opened = await hub.call(openLink, { id: phone.id }, anna)
    const renewed = await hub.call(renewSecret, { id: phone.id }, anna)
    expect(renewed.secret).toBe(directoryDevices.secrets.get(phone.id))
    expect((await fetch(tokenIn(opened), 'phone.json')).status).toBe(404)
  })

  test('everybody sees and changes her own; administrators all of the organisation’s; nobody another organisation’s', async () => {
    const { phone } = await add()
    const { id } = phone
    await expect(add({ person: people.anna.id }, signedIn(people.cecilia))).rejects.toMatchObject({ status: 403 })
    const others = [signedIn(people.cecilia), gustav]
    for (const who of others) {
      await expect(hub.call(changePhone, { id, label: 'Mine' }, who)).rejects.toMatchObject({ status: 404 })
      await expect(hub.call(openLink, { id }, who)).rejects.toMatchObject({ status: 404 })
      await expect(hub.call(renewSecret, { id }, who)).rejects.toMatchObject({ status: 404 })
      await expect(hub.call(removePhone, { id }, who)).rejects.toMatchObject({ status: 404 })
    }
    await expect(hub.call(listPhones, {}, anna)).rejects.toMatchObject({ status: 403 })
    await expect(hub.call(changePhone, { id, keys: [people.gustav.id] }, anna)).rejects.toMatchObject({
      code: 'devices.unknown-key',
    })
    expect(await hub.call(changePhone, { id, label: 'Reception', keys: [people.cecilia.id] }, david)).toMatchObject({
      label: 'Reception',
      keys: [people.cecilia.id],
    })
    expect((await hub.call(listPhones, {}, david)).phones.map(one => one.label)).toEqual(['Reception'])
    expect((await hub.call(listPhones, {}, gustav)).phones).toEqual([])
    await hub.call(removePhone, { id }, anna)
    expect((await hub.current(myPhones, anna)).phones).toEqual([])
  })

  test('a phone that registers is online and says what it is; when it has gone, when it was last seen', async () => {
    const { phone } = await add()
    await telephony.start()
    const device = telephony.register(people.anna.extension, '1001-desk')
    const mine = async () => (await hub.current(myPhones, anna)).phones.find(one => one.id === phone.id)
    await expect.poll(mine).toMatchObject({ online: true, model: 'Fake phone' })
    device.unregister()
    await expect.poll(mine).toMatchObject({ online: false, model: 'Fake phone', seenAt: expect.any(String) })
    await vi.waitFor(() => expect(hub.told.at(-1)?.message).toMatchObject({ phone: { online: false } }))
  })
})
