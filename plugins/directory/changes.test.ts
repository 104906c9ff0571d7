import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '../../core/database/index.ts'
import type { Who } from '../../core/hub.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import * as contract from './contract.ts'
import { directoryTables } from './tables.ts'
import { signedIn, type TestHub, testHub, type Wire } from './test-hub.ts'
import { addTwoOrganisations } from './two-organisations.ts'

eachDatabase('two hubs', ({ open }) => {
  let database: Database
  let here: TestHub
  let there: TestHub
  let administrator: Who
  let bo: string
  beforeEach(async () => {
    database = await open()
    const ids = await addTwoOrganisations(database)
    const wire: Wire = new Set()
    here = await testHub(database, wire)
    there = await testHub(database, wire)
    administrator = await signedIn(here, '1001@north.example')
    bo = ids.north.people.get('1002@north.example') ?? ''
  })
  const rename = (hub: TestHub, name: string) => hub.call(contract.updatePerson, { id: bo, name }, administrator)
  /** What was asked of a hub before is done when this is: it takes its turn behind. */
  const inStep = () => Promise.all([here.resync(), there.resync()])

  test('what one changes, the other has without being asked', async () => {
    const { organisation } = administrator
    const seen = new Promise<void>(resolve => {
      there.accounts.watch(person => {
        if (person === bo) resolve()
      })
    })
    await rename(here, 'Bo Ek')
    await seen
    expect(there.directory.person(bo)?.name).toBe('Bo Ek')
    expect(there.told.at(-1)).toMatchObject({ organisation, message: { id: bo, person: { name: 'Bo Ek' } } })
  })

  test('only the hub of the change tells of devices and publishes', async () => {
    const told: string[] = []
    here.changes.onDevice(() => told.push('here'))
    there.changes.onDevice(() => told.push('there'))
    await here.call(contract.createDevice, { person: bo, label: 'Ny' }, administrator)
    await rename(here, 'Bo Ek')
    await inStep()
    expect(told).toEqual(['here'])
    expect([here.published.length, there.published.length]).toEqual([1, 0])
  })

  test('both changing one person end with the same', async () => {
    await Promise.all([rename(here, 'Bo A'), rename(there, 'Bo B')])
    await inStep()
    const tables = directoryTables(database.forPlugin('directory'))
    const row = await tables.people.findOne({ where: { id: bo }, everyOrganisation: true })
    const { name } = row?.get() ?? {}
    expect(here.directory.person(bo)?.name).toBe(name)
    expect(there.directory.person(bo)?.name).toBe(name)
  })

  test('what was missed is read again, and shown', async () => {
    const tables = directoryTables(database.forPlugin('directory'))
    await tables.people.update({ name: 'Bo Ek' }, { where: { id: bo }, everyOrganisation: true })
    expect(there.directory.person(bo)?.name).toBe('Bo')
    await there.resync()
    expect(there.directory.person(bo)?.name).toBe('Bo Ek')
    expect(there.told.map(({ message }) => message.id)).toEqual([bo])
  })

  test('snapshot and messages give a fresh snapshot, on both', async () => {
    const change = fc.oneof(
      fc.record({ name: fc.constantFrom('Bo', 'Bo Ek', 'Åke') }),
      fc.record({ disabled: fc.boolean() }),
      fc.record({ number: fc.constantFrom(null, '+46846500402', '+46846500430') }),
      fc.record({ short: fc.constantFrom('1002', '1222') }),
      fc.record({ plan: fc.constantFrom('Pro', 'Business') }),
      fc.constant('team' as const),
    )
    const { organisation } = administrator
    const { teams } = await here.call(contract.listTeams, {}, administrator)
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async changes => {
        await inStep()
        const states = [here, there].map(hub => ({ hub, state: hub.snapshot(organisation), from: hub.told.length }))
        for (const [index, next] of changes.entries()) {
          const hub = index % 2 === 0 ? here : there
          if (next === 'team') {
            await hub.call(contract.updateTeam, { id: teams[0]?.id, name: `Lag ${index}` }, administrator)
          } else {
            // The landline number may be the person's already, or taken by nobody.
            await hub.call(contract.updatePerson, { id: bo, ...next }, administrator)
          }
        }
        await inStep()
        for (const { hub, state, from } of states) {
          for (const { message } of hub.told.slice(from)) contract.peopleView.apply(state, message)
          expect(state).toEqual(hub.snapshot(organisation))
        }
        expect(here.snapshot(organisation)).toEqual(there.snapshot(organisation))
      }),
      { numRuns: 15 },
    )
  }, 30_000)
})
