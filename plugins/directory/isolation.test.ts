import { beforeEach, describe, expect, test } from 'vitest'
import type { Allow, RouteDefinition } from '../../core/define.ts'
import type { Who } from '../../core/hub.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import * as contract from './contract.ts'
import { directoryTables } from './tables.ts'
import { signedIn, type TestHub, testHub } from './test-hub.ts'
import { addTwoOrganisations } from './two-organisations.ts'

/** Each route that names a row, asked by the other organisation's administrator. */
const reaching = (bo: string, growth: string, team: string, device: string) =>
  [
    [contract.readPerson, { id: bo }, 404],
    [contract.updatePerson, { id: bo, name: 'Mine' }, 404],
    [contract.createPerson, { name: 'X', email: 'x@south.example', short: '1009', plan: 'Pro', teamId: team }, 400],
    [contract.updateNumber, { id: growth, name: 'Mine' }, 404],
    [contract.updateNumber, { id: 'own', members: [bo] }, 400],
    [contract.createNumber, { kind: 'group', name: 'X', short: '1009', members: [bo] }, 400],
    [contract.createNumber, { kind: 'group', name: 'X', short: '1009', e164: '+46846500430' }, 409],
    [contract.deleteNumber, { id: growth }, 404],
    [contract.createDevice, { person: bo, label: 'X' }, 404],
    [contract.deleteDevice, { id: device }, 404],
    [contract.updateTeam, { id: team, name: 'Mine' }, 404],
    [contract.deleteTeam, { id: team }, 404],
    [contract.deleteClosedDay, { day: '2026-11-24' }, 404],
  ] as const

/** Each route that lists, or changes the organisation of whoever asks. */
const own = [
  [contract.listPeople, {}],
  [contract.readProfile, {}],
  [contract.readOrganisation, {}],
  [contract.listTeams, {}],
  [contract.listEmployees, {}],
  [contract.listNumbers, {}],
  [contract.listDevices, {}],
  [contract.updateProfile, { language: 'en' }],
  [contract.updateOrganisation, { name: 'South' }],
  [contract.setClosedDay, { day: '2026-11-25', name: { sv: 'x', en: 'x' } }],
  [contract.createTeam, { name: 'Ny' }],
] as const

type Asked = RouteDefinition<unknown, unknown, Allow>

eachDatabase('the other organisation', ({ open }) => {
  let hub: TestHub
  let stranger: Who
  let northern: Who
  let rows: () => Promise<string>
  let asked: ReturnType<typeof reaching>
  let northernIds: string[]

  beforeEach(async () => {
    const database = await open()
    const ids = await addTwoOrganisations(database)
    hub = await testHub(database)
    stranger = await signedIn(hub, 'gun@south.example')
    northern = await signedIn(hub, '1001@north.example')
    await hub.call(contract.setClosedDay, { day: '2026-11-24', name: { sv: 'hemligt', en: 'secret' } }, northern)
    const tables = directoryTables(database.forPlugin('directory'))
    const { organisation, people, numbers } = ids.north
    const where = { organisationId: organisation }
    const [team, device] = await Promise.all([tables.teams.findOne({ where }), tables.devices.findOne({ where })])
    const southern = ids.south.numbers.get('1010') ?? ''
    asked = reaching(
      people.get('1002@north.example') ?? '',
      numbers.get('1000') ?? '',
      team?.get().id ?? '',
      device?.get().id ?? '',
    )
    for (const [, input] of asked) if ('id' in input && input.id === 'own') Object.assign(input, { id: southern })
    northernIds = [organisation, ...people.values(), ...numbers.values()]
    rows = async () => {
      const all = Object.values(tables).map(table => table.findAll({ where, order: [['id', 'ASC']] }))
      return JSON.stringify(await Promise.all(all))
    }
  })

  test('reaches no row, and changes none', async () => {
    const before = await rows()
    for (const [route, input, status] of asked) {
      await expect(hub.call(route as Asked, input, stranger)).rejects.toMatchObject({ status })
    }
    expect(await rows()).toBe(before)
  })

  test('sees nothing, and what it changes is its own', async () => {
    const before = await rows()
    for (const [route, input] of own) {
      const answer = JSON.stringify((await hub.call(route as Asked, input, stranger)) ?? null)
      for (const id of northernIds) expect(answer).not.toContain(id)
      expect(answer).not.toMatch(/north|4684650|hemligt/)
    }
    expect(await rows()).toBe(before)
    expect(JSON.stringify(hub.snapshot(stranger.organisation))).not.toMatch(/north|4684650/)
    expect(hub.told.filter(({ organisation }) => organisation === northern.organisation)).toEqual([])
  })

  test('every route is in one of the two lists', () => {
    const listed = [...asked, ...own].map(([route]) => `${route.method} ${route.path}`)
    expect(new Set(listed)).toEqual(new Set(hub.routes.keys()))
  })

  describe('a member', () => {
    test('administrates nothing', async () => {
      const member = await signedIn(hub, '1002@north.example')
      for (const route of hub.routes.values()) {
        if (route.allow === 'member') continue
        await expect(hub.call(route, {}, member)).rejects.toMatchObject({ code: 'access.forbidden' })
      }
      const forMembers = [...hub.routes.values()].filter(({ allow }) => allow === 'member').map(({ path }) => path)
      expect(forMembers.filter(path => path.startsWith('/administration'))).toEqual([])
    })
  })
})
