import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { fakeTelephony } from '../../connectors/telephony/fake.ts'
import type { Database } from '../../core/database/index.ts'
import { openSeal } from '../../core/seal.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
  type World,
} from '../../test/harness/plugin-hub.ts'
import type { Outside } from '../calls/contract.ts'
import * as contract from './contract.ts'
import { trunks } from './index.ts'
import { trunkTables } from './tables.ts'

const david = signedIn(people.david)
const gustav = signedIn(people.gustav)
const anna = signedIn(people.anna)
const code = (code: string) => expect.objectContaining({ code })
const plain = { name: 'Telia', kind: 'address', host: '192.0.2.10' } as const
const account = {
  name: 'Bahnhof',
  kind: 'registration',
  host: '192.0.2.20',
  user: 'norrsken',
  secret: 's3cret',
} as const

eachDatabase('trunks', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  let telephony: ReturnType<typeof fakeTelephony>
  let outside: Outside
  let free: string[]

  const another = async () => {
    const parts: Outside[] = []
    const hub = await pluginHub(trunks, {
      database,
      world,
      directory: twoOrganisations,
      ports: {
        telephony,
        outside: { add: (part: Outside) => parts.push(part) },
        landlines: { add: async (_: string, numbers: readonly string[]) => void free.push(...numbers) },
      },
    })
    const [part = {}] = parts
    return { hub, part }
  }
  const leaving = (dialled: string, number?: string, organisation = 'norrsken') =>
    outside.waysFor?.({
      ...{ organisation, dialled, call: 'c', callId: 'c', diversions: 0 },
      caller: { number, hidden: false },
    })
  const rows = async () => {
    const found = await trunkTables(database.forPlugin('trunks')).sip.findAll()
    return Object.fromEntries(found.map(row => [row.get().keyName, row.get().keyValue]))
  }

  beforeEach(async () => {
    database = await open()
    await database.migrate(trunks.migrations ?? [])
    world = newWorld()
    telephony = fakeTelephony()
    await telephony.start()
    free = []
    const made = await another()
    hub = made.hub
    outside = made.part
  })

  test('without a trunk of its own an organisation goes by the standard one', () => {
    expect(leaving('+46701740607')).toBeUndefined()
  })

  test('a trunk is used once it is there, with the standard one behind it; another organisation’s isn’t', async () => {
    const first = await hub.call(contract.createTrunk, plain, david)
    const second = await hub.call(contract.createTrunk, account, david)
    expect(leaving('+46701740607')).toEqual([first.id, second.id, 'standard'])
    expect(leaving('+46701740607', undefined, 'fjallstrom')).toBeUndefined()
    expect(outside.ownerOf?.(first.id)).toBe('norrsken')
    expect(await rows()).toEqual({
      [first.id]: 'sip:192.0.2.10:5060|plus|pai|0|norrsken.example|',
      [`peers:${first.id}`]: '192.0.2.10',
      [second.id]: 'sip:192.0.2.20:5060|plus|pai|0|192.0.2.20|',
      [`peers:${second.id}`]: '192.0.2.20',
      'order:norrsken.example': `${first.id},${second.id}`,
      order: `${first.id},${second.id}`,
    })
    expect(await telephony.registeredTrunks()).toEqual([second.id])
    await hub.call(contract.orderTrunks, { ids: [second.id, first.id] }, david)
    expect(leaving('+46701740607')).toEqual([second.id, first.id, 'standard'])
    await hub.call(contract.updateTrunk, { ...account, id: second.id, on: false }, david)
    expect(leaving('+46701740607')).toEqual([first.id, 'standard'])
    expect(await telephony.registeredTrunks()).toEqual([])
  })

  test('another hub knows what one was told', async () => {
    const { part } = await another()
    const { id } = await hub.call(contract.createTrunk, plain, david)
    await expect.poll(() => part.ownerOf?.(id)).toBe('norrsken')
  })

  test('a secret is kept, and never shown', async () => {
    const made = await hub.call(contract.createTrunk, account, david)
    expect(JSON.stringify(made)).not.toContain('s3cret')
    expect(made.hasSecret).toBe(true)
    const { secret: _, ...without } = account
    const changed = await hub.call(contract.updateTrunk, { ...without, id: made.id, format: 'national' }, david)
    expect(changed).toMatchObject({ hasSecret: true, format: 'national' })
    await expect(hub.call(contract.createTrunk, without, david)).rejects.toThrow(code('trunks.secret-missing'))
    await expect(hub.call(contract.createTrunk, { ...account, user: '' }, david)).rejects.toThrow(
      code('trunks.user-missing'),
    )
  })

  test('in the database a secret is sealed, also one that was there before; another hub tells the telephony what it is', async () => {
    const { trunks: table } = trunkTables(database.forPlugin('trunks'))
    const kept = async () => (await table.findAll({ everyOrganisation: true })).map(row => row.get().secret)
    const made = await hub.call(contract.createTrunk, account, david)
    expect(await kept()).toEqual([expect.not.stringMatching(/s3cret|older|^$/)])
    const where = { organisationId: 'norrsken', id: made.id }
    await table.update({ secret: 'older' }, { where })
    const told = vi.spyOn(telephony, 'reloadTrunks')
    const { hub: second } = await another()
    expect(await kept()).toEqual([expect.not.stringMatching(/s3cret|older|^$/)])
    await second.call(contract.updateTrunk, { ...account, id: made.id, secret: '' }, david)
    expect(told).toHaveBeenLastCalledWith([expect.objectContaining({ trunk: made.id, secret: 'older' })])
  })

  test('a secret that was sealed with another key is asked for again', async () => {
    const { trunks: table } = trunkTables(database.forPlugin('trunks'))
    const made = await hub.call(contract.createTrunk, account, david)
    const secret = openSeal([Buffer.alloc(32, 1)]).close('s3cret', made.id)
    await table.update({ secret }, { where: { organisationId: 'norrsken', id: made.id } })
    const { hub: second } = await another()
    expect((await second.call(contract.listTrunks, {}, david)).trunks).toMatchObject([{ hasSecret: false }])
    await second.call(contract.updateTrunk, { ...account, id: made.id }, david)
    expect((await second.call(contract.listTrunks, {}, david)).trunks).toMatchObject([{ hasSecret: true }])
  })

  test('what was taken away comes back with its secret, within the hour', async () => {
    const made = await hub.call(contract.createTrunk, account, david)
    await hub.call(contract.deleteTrunk, { id: made.id }, david)
    expect(leaving('+46701740607')).toBeUndefined()
    expect(await rows()).toEqual({})
    expect(await hub.call(contract.restoreTrunk, { id: made.id }, david)).toEqual(made)
    expect(await telephony.registeredTrunks()).toEqual([made.id])
  })

  test('trunks are for administrators, each organisation’s for its own', async () => {
    const { id } = await hub.call(contract.createTrunk, plain, david)
    await expect(hub.call(contract.listTrunks, {}, anna)).rejects.toThrow(code('access.forbidden'))
    for (const [route, input] of [
      [contract.updateTrunk, { ...plain, id }],
      [contract.deleteTrunk, { id }],
      [contract.testTrunk, { id }],
      [contract.orderTrunks, { ids: [id] }],
      [contract.setWays, { ways: [{ match: { by: 'all' }, trunks: [id] }] }],
    ] as const) {
      await expect(hub.call<unknown, unknown, 'administrator'>(route as never, input, gustav)).rejects.toThrow(
        code('trunks.not-found'),
      )
    }
    expect((await hub.call(contract.listTrunks, {}, gustav)).trunks).toEqual([])
  })

  test('calls go by the first way that fits them', async () => {
    const cheap = await hub.call(contract.createTrunk, plain, david)
    const other = await hub.call(contract.createTrunk, { ...plain, name: 'Andra' }, david)
    const ways = [
      { match: { by: 'prefix', prefix: '+4670' }, trunks: [other.id] },
      { match: { by: 'country', country: 'NO' }, trunks: [cheap.id, other.id] },
      { match: { by: 'kind', kind: 'mobile' }, trunks: ['standard'] },
      { match: { by: 'kind', kind: 'service' }, trunks: [cheap.id] },
      { match: { by: 'kind', kind: 'abroad' }, trunks: [other.id, 'standard'] },
    ]
    await hub.call(contract.setWays, { ways }, david)
    expect(leaving('+46701740607')).toEqual([other.id])
    expect(leaving('+4722334455')).toEqual([cheap.id, other.id])
    expect(leaving('+46731740607')).toEqual(['standard'])
    expect(leaving('1177')).toEqual([cheap.id])
    expect(leaving('+4930123456')).toEqual([other.id, 'standard'])
    expect(leaving('+46846500401')).toEqual([cheap.id, other.id, 'standard'])
    await hub.call(contract.updateTrunk, { ...plain, id: other.id, on: false }, david)
    expect(leaving('+46701740607')).toEqual([])
  })

  test('a number goes by the provider that gave it, and its range can be handed out', async () => {
    const first = await hub.call(contract.createTrunk, plain, david)
    const ranges = [{ from: '+46846500400', to: '+46846500449' }]
    const giver = await hub.call(contract.createTrunk, { ...plain, name: 'Andra', ranges }, david)
    expect(free).toHaveLength(50)
    expect(free.slice(0, 2)).toEqual(['+46846500400', '+46846500401'])
    expect(leaving('+46701740607', '+46846500401')).toEqual([giver.id, first.id, 'standard'])
    expect(leaving('+46701740607', '+46846500450')).toEqual([first.id, giver.id, 'standard'])
    fc.assert(
      fc.property(fc.integer({ min: 46846500000, max: 46846500999 }), number => {
        const within = number >= 46846500400 && number <= 46846500449
        expect(leaving('+46701740607', `+${number}`)?.[0]).toBe(within ? giver.id : first.id)
      }),
    )
  })

  test('whether a trunk answers and is registered is shown as it changes', async () => {
    const { id } = await hub.call(contract.createTrunk, account, david)
    const shown = hub.follow(contract.trunkStates, david)
    expect(await hub.call(contract.testTrunk, { id }, david)).toEqual({ sipStatus: 200, answers: true })
    expect(shown()).toMatchObject({ [id]: { answers: 'yes' } })
    telephony.closeTrunk(id)
    expect(await hub.call(contract.testTrunk, { id }, david)).toEqual({ sipStatus: 408, answers: false })
    expect(shown()).toMatchObject({ [id]: { answers: 'no' } })
    expect(shown()).toEqual(hub.snapshot(contract.trunkStates, david))
    expect(hub.snapshot(contract.trunkStates, gustav)).toEqual({})
  })

  test.each([
    [{ host: 'tele lia.se' }],
    [{ host: 'a|b' }],
    [{ addresses: ['192.0.2.0/33'] }],
    [{ user: 'a b' }],
    [{ ranges: [{ from: '+46846500449', to: '+46846500400' }] }],
    [{ main: '08|1' }],
  ])('nothing gets into the telephony’s table that would break it: %j', async wrong => {
    await expect(hub.call(contract.createTrunk, { ...plain, ...wrong }, david)).rejects.toThrow(z.ZodError)
    expect(await rows()).toEqual({})
  })
})
