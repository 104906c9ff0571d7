import { beforeAll, expect, test } from 'vitest'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { Who } from '../../core/hub.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import * as contract from './contract.ts'
import { signedIn, type TestHub, testHub } from './test-hub.ts'
import { addTwoOrganisations } from './two-organisations.ts'

eachDatabase('facts of the directory', ({ open }) => {
  let hub: TestHub
  let administrator: Who
  let ids: Awaited<ReturnType<typeof addTwoOrganisations>>
  beforeAll(async () => {
    const database = await open()
    ids = await addTwoOrganisations(database)
    hub = await testHub(database)
    administrator = await signedIn(hub, '1001@north.example')
  })
  const bo = () => ids.north.people.get('1002@north.example')
  const gun = () => ids.south.people.get('gun@south.example')

  const call = (given: Partial<Occurrence>): Occurrence => ({
    id: 'call',
    type: 'call.incoming',
    organisation: ids.north.organisation,
    // A Tuesday, 12:00 in Stockholm.
    at: new Date('2026-11-24T11:00:00Z'),
    subject: 'call',
    scope: {},
    parties: {},
    data: {},
    depth: 0,
    ...given,
  })

  test('the person who is called, and any other party by its role', async () => {
    const parties = { caller: { person: ids.north.people.get('1003@north.example') }, callee: { person: bo() } }
    const callee = await hub.fact(contract.personFact, {}, call({ parties }))
    expect(callee).toEqual({
      id: bo(),
      name: 'Bo',
      short: '1002',
      number: '+46846500402',
      team: 'Alla',
      role: 'member',
      plan: 'Pro',
      language: 'sv',
    })
    const caller = await hub.fact(contract.personFact, { of: 'caller' }, call({ parties }))
    expect(caller).toMatchObject({ name: 'Cia', language: 'en' })
    expect(caller.number).toBeUndefined()
  })

  test.each([
    ['nobody', () => undefined],
    ['somebody of another organisation', gun],
  ])('%s is unknown, and the trace says so', async (_who, person) => {
    const asked = hub.fact(contract.personFact, {}, call({ parties: { callee: { person: person() } } }))
    await expect(asked).rejects.toMatchObject({ why: { sv: 'är ingen i organisationen' } })
  })

  test('a colleague is one of the own people', async () => {
    const colleague = (person: string | undefined) =>
      hub.fact(contract.colleagueFact, {}, call({ parties: { caller: { person } } }))
    expect(await colleague(bo())).toBe(true)
    expect(await colleague(gun())).toBe(false)
    expect(await colleague(undefined)).toBe(false)
  })

  const evening = new Date('2026-11-24T19:00:00Z')
  const openOf = (number: string | undefined, at: Date) =>
    hub.fact(contract.openFact, {}, call({ scope: { number }, at }))

  test('the switchboard closes, a person’s number does not unless asked to', async () => {
    const closed = { open: false, reason: 'hours', opensAt: '2026-11-25T07:00:00.000Z' }
    expect(await openOf(ids.north.numbers.get('1000'), evening)).toEqual({ ...closed, applies: true })
    expect(await openOf(ids.north.numbers.get('1002'), evening)).toEqual({ ...closed, applies: false })
    const own = await signedIn(hub, '1002@north.example')
    await hub.call(contract.updateProfile, { closesOutsideHours: true }, own)
    expect(await openOf(ids.north.numbers.get('1002'), evening)).toEqual({ ...closed, applies: true })
  })

  test('the organisation can ask it of everybody', async () => {
    expect(await openOf(ids.north.numbers.get('1003'), evening)).toMatchObject({ applies: false })
    await hub.call(contract.updateOrganisation, { peopleClose: true }, administrator)
    expect(await openOf(ids.north.numbers.get('1003'), evening)).toMatchObject({ applies: true })
    expect(await openOf(ids.north.numbers.get('1099'), evening)).toMatchObject({ applies: false })
    expect(await openOf(undefined, evening)).toMatchObject({ applies: false, open: false })
  })

  test('a number’s own hours count before the organisation’s', async () => {
    const id = ids.north.numbers.get('1000')
    const openingHours = [{ day: 2, from: '19:30', to: '21:00' }]
    await hub.call(contract.updateNumber, { id, openingHours }, administrator)
    expect(await openOf(id, evening)).toEqual({ open: true, applies: true, reason: 'open' })
    await hub.call(contract.updateNumber, { id, openingHours: null }, administrator)
    expect(await openOf(id, evening)).toMatchObject({ open: false })
  })

  test('holidays and own closed days, by name', async () => {
    const number = ids.north.numbers.get('1000')
    expect(await openOf(number, new Date('2026-12-24T11:00:00Z'))).toMatchObject({
      open: false,
      reason: 'holiday',
      holiday: { sv: 'julafton' },
      opensAt: '2026-12-28T07:00:00.000Z',
    })
    const name = { sv: 'planeringsdag', en: 'planning day' }
    await hub.call(contract.setClosedDay, { day: '2026-11-24', name }, administrator)
    const noon = new Date('2026-11-24T11:00:00Z')
    expect(await openOf(number, noon)).toMatchObject({ open: false, reason: 'holiday', holiday: name })
    expect(await hub.fact(contract.openFact, {}, call({ organisation: ids.south.organisation }))).toMatchObject({
      open: true,
    })
  })

  test('a number of another organisation is none of ours', async () => {
    expect(await openOf(ids.south.numbers.get('1010'), evening)).toMatchObject({ applies: false })
  })
})
