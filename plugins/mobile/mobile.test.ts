import { beforeEach, expect, test } from 'vitest'
import type { Voice } from '../../connectors/voice/port.ts'
import type { Database } from '../../core/database/index.ts'
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
import { mobile } from './index.ts'

const anna = signedIn(people.anna)
const cecilia = signedIn(people.cecilia)
const gustav = signedIn(people.gustav)
const code = (code: string) => expect.objectContaining({ code })
const number = '+46701740699'
const always = { number: '070-174 06 99', rings: 'always', known: true, calls: 'ip' } as const

eachDatabase('mobile', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  let outside: Outside

  const another = async () => {
    const parts: Outside[] = []
    const directory = { ...twoOrganisations, destination: (dialled: string) => inside(dialled) }
    const ports = { calls: {}, voice: {} as Voice, speech: {}, outside: { add: (part: Outside) => parts.push(part) } }
    const made = await pluginHub(mobile, { database, world, directory, ports })
    const [part = {}] = parts
    return { hub: made, part }
  }
  const inside = (dialled: string) =>
    dialled === '+46846500403'
      ? { kind: 'person' as const, number: 'n', organisation: 'norrsken', person: people.cecilia }
      : undefined
  const rings = (from: { person?: string; number?: string } = { number: '+46701740607' }, person = 'anna') =>
    hub.fact(contract.mobileFact, 'norrsken', { callee: { person }, caller: from })

  beforeEach(async () => {
    database = await open()
    await database.migrate(mobile.migrations ?? [])
    world = newWorld()
    const made = await another()
    hub = made.hub
    outside = made.part
  })

  test('a mobile rings as its owner says, but not for herself', async () => {
    expect(rings()).toBe('never')
    expect(await hub.call(contract.setMobile, always, anna)).toEqual({ ...always, number })
    expect(rings()).toBe('always')
    expect(rings({ number })).toBe('never')
    expect(rings({ person: 'anna' })).toBe('never')
    expect(rings(undefined, 'cecilia')).toBe('never')
    await hub.call(contract.setMobile, { ...always, rings: 'away' }, anna)
    expect(rings()).toBe('away')
  })

  test('calls from it are hers where she says so, in her organisation, and nobody’s where two say so', async () => {
    await hub.call(contract.setMobile, always, anna)
    expect(outside.personAt?.(number, 'norrsken')).toBe('anna')
    expect(outside.personAt?.(number, 'fjallstrom')).toBeUndefined()
    await hub.call(contract.setMobile, always, gustav)
    expect(outside.personAt?.(number, 'norrsken')).toBe('anna')
    await hub.call(contract.setMobile, always, cecilia)
    expect(outside.personAt?.(number, 'norrsken')).toBeUndefined()
    await hub.call(contract.setMobile, { ...always, known: false }, cecilia)
    expect(outside.personAt?.(number, 'norrsken')).toBe('anna')
  })

  test('it is shown as it is set, on every hub, to its owner alone, over a restart', async () => {
    const { hub: other } = await another()
    const shown = other.follow(contract.mobileView, anna)
    await hub.call(contract.setMobile, { ...always, calls: 'mobile' }, anna)
    expect(shown()).toEqual({ ...always, number, calls: 'mobile' })
    expect(other.snapshot(contract.mobileView, cecilia)).toEqual(contract.usual)
    const { hub: restarted } = await another()
    expect(restarted.snapshot(contract.mobileView, anna)).toEqual(shown())
  })

  test.each([
    [{ ...always, number: '' }, 'mobile.number-missing'],
    [{ ...always, number: '', rings: 'never', calls: 'mobile' }, 'mobile.number-missing'],
    [{ ...always, number: 'mobilen' }, 'mobile.no-number'],
    // It would ring in a circle.
    [{ ...always, number: '08-465 004 03' }, 'mobile.inside'],
  ])('%j is refused', async (given, why) => {
    await expect(hub.call(contract.setMobile, given, anna)).rejects.toThrow(code(why))
    expect(hub.snapshot(contract.mobileView, anna)).toEqual(contract.usual)
  })

  test('without a mobile there is none to call back through', async () => {
    await expect(hub.call(contract.callByMobile, { to: '1002' }, anna)).rejects.toThrow(code('mobile.number-missing'))
  })
})
