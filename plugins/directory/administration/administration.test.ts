import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { passwordFits } from '../../../core/access/passwords.ts'
import type { Database } from '../../../core/database/index.ts'
import type { Who } from '../../../core/hub.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import * as contract from '../contract.ts'
import { directoryTables } from '../tables.ts'
import { signedIn, type TestHub, testHub } from '../test-hub.ts'
import { addTwoOrganisations } from '../two-organisations.ts'

const refusal = (code: string, status: number, field?: string) =>
  expect.objectContaining({ code, status, ...(field !== undefined && { details: expect.objectContaining({ field }) }) })

eachDatabase('administration', ({ open }) => {
  let database: Database
  let hub: TestHub
  let administrator: Who
  let ids: Awaited<ReturnType<typeof addTwoOrganisations>>
  beforeAll(async () => {
    database = await open()
  })
  beforeEach(async () => {
    ids = await addTwoOrganisations(database)
    hub = await testHub(database)
    administrator = await signedIn(hub, '1001@north.example')
  })
  const bo = () => ids.north.people.get('1002@north.example') ?? ''
  const freeNumbers = async () => {
    const { numbers } = await hub.call(contract.listNumbers, {}, administrator)
    return numbers.filter(({ kind }) => kind === 'free').map(({ e164 }) => e164)
  }
  const dag = { name: 'Dag', email: 'Dag@North.example', short: '1004', plan: 'Business' }

  describe('adding a person', () => {
    test('gives an extension at once, and one of the free numbers', async () => {
      const input = { ...dag, number: '08-465 004 30', password: 'a good one' }
      const created = await hub.call(contract.createPerson, input, administrator)
      const expected = { email: 'dag@north.example', short: '1004', number: '+46846500430', language: 'sv' }
      expect(created).toMatchObject(expected)
      expect(hub.directory.personByExtension('1004@north.example')?.id).toBe(created.id)
      expect(hub.directory.destination('+46846500430')).toMatchObject({ kind: 'person', person: { name: 'Dag' } })
      expect(await freeNumbers()).toEqual(['+46846500431'])
      expect(hub.published).toEqual([{ organisation: ids.north.organisation, data: { person: created.id } }])
      const account = await hub.accounts.byEmail('DAG@north.example ')
      expect(await passwordFits(account?.passwordHash, 'a good one')).toBe(true)
    })

    test('without a password nobody can sign in as that person', async () => {
      await hub.call(contract.createPerson, dag, administrator)
      expect((await hub.accounts.byEmail('dag@north.example'))?.passwordHash).toBeUndefined()
    })

    test.each([
      ['email', { email: '1002@NORTH.example' }, 'directory.email-taken', 409],
      // Of the other organisation: one signs in by it.
      ['email', { email: 'gun@south.example' }, 'directory.email-taken', 409],
      ['short', { short: '1002' }, 'directory.short-taken', 409],
      ['short', { short: '1000' }, 'directory.short-taken', 409],
      ['number', { number: '+46846500402' }, 'directory.number-not-free', 409],
      ['number', { number: '+46313900630' }, 'directory.number-not-free', 409],
      ['number', { number: '1' }, 'directory.number-not-free', 409],
      ['teamId', { teamId: 'nobody' }, 'directory.team-unknown', 400],
    ])('what is taken is refused at the field %s: %j', async (field, other, code, status) => {
      const before = await hub.call(contract.listEmployees, {}, administrator)
      const attempt = hub.call(contract.createPerson, { ...dag, ...other }, administrator)
      await expect(attempt).rejects.toEqual(refusal(code, status, field))
      expect(await hub.call(contract.listEmployees, {}, administrator)).toEqual(before)
      expect(await freeNumbers()).toEqual(['+46846500430', '+46846500431'])
    })

    test.each([
      ['short', { short: '0123' }],
      ['short', { short: '112' }],
      ['short', { short: '1' }],
      ['email', { email: 'dag' }],
      ['name', { name: ' \u0000 ' }],
      ['password', { password: 'short' }],
      ['plan', { plan: 'Free' }],
    ])('what can not be is refused at the field %s: %j', (field, other) => {
      const parsed = contract.createPerson.input.safeParse({ ...dag, ...other })
      expect(parsed.error?.issues.map(({ path }) => path)).toContainEqual([field])
    })

    test('two at once for one number: one has it, the other is told', async () => {
      const attempts = ['1004', '1005'].map(short =>
        hub.call(
          contract.createPerson,
          { ...dag, email: `${short}@north.example`, short, number: '+46846500430' },
          administrator,
        ),
      )
      const results = await Promise.allSettled(attempts)
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const failed = results.find(({ status }) => status === 'rejected')
      expect(failed).toMatchObject({ reason: { status: 409 } })
      expect((await hub.call(contract.listEmployees, {}, administrator)).people).toHaveLength(4)
    })
  })

  describe('changing a person', () => {
    test('changes what is given, and nothing else', async () => {
      const before = hub.directory.person(bo())
      await hub.call(contract.updatePerson, { id: bo(), name: 'Bo Ek' }, administrator)
      expect(hub.directory.person(bo())).toEqual({ ...before, name: 'Bo Ek' })
    })

    test('another landline number frees the old one; its id stays', async () => {
      const { numberId } = hub.directory.person(bo()) ?? {}
      await hub.call(contract.updatePerson, { id: bo(), number: '+46846500430' }, administrator)
      expect(hub.directory.person(bo())).toMatchObject({ number: '+46846500430', numberId })
      expect(await freeNumbers()).toEqual(['+46846500402', '+46846500431'])
      await hub.call(contract.updatePerson, { id: bo(), number: null }, administrator)
      expect(hub.directory.person(bo())?.number).toBeUndefined()
      expect(hub.directory.destination('+46846500430')).toBeUndefined()
      expect(await freeNumbers()).toEqual(['+46846500402', '+46846500430', '+46846500431'])
    })

    test('the number that a person has already changes nothing', async () => {
      await hub.call(contract.updatePerson, { id: bo(), number: '0846500402' }, administrator)
      expect(hub.directory.person(bo())?.number).toBe('+46846500402')
    })

    test('who is disabled is reached by nobody, signs in no more, and the phones are forgotten', async () => {
      const forgotten: unknown[] = []
      const signedOut: string[] = []
      hub.changes.onDevice(device => forgotten.push(device))
      hub.accounts.watch(person => signedOut.push(person))
      await hub.call(contract.updatePerson, { id: bo(), disabled: true }, administrator)
      expect(hub.directory.person(bo())).toBeUndefined()
      expect(hub.directory.destination('+46846500402')).toBeUndefined()
      expect(hub.directory.destination('1000', ids.north.organisation)).toMatchObject({ members: [{ name: 'Cia' }] })
      expect((await hub.accounts.byPerson(bo()))?.disabled).toBe(true)
      expect(forgotten).toEqual([{ authName: '1002-desk', domain: 'north.example' }])
      expect(signedOut).toEqual([bo()])
      await hub.call(contract.updatePerson, { id: bo(), disabled: false }, administrator)
      expect(hub.directory.destination('+46846500402')).toMatchObject({ kind: 'person' })
    })

    test('another short number is another extension, and the phones are forgotten', async () => {
      const forgotten: unknown[] = []
      let numbersRead = 0
      hub.changes.onDevice(device => forgotten.push(device))
      hub.changes.onNumbers(() => {
        numbersRead += 1
      })
      await hub.call(contract.updatePerson, { id: bo(), short: '1222' }, administrator)
      expect(hub.directory.personByExtension('1222@north.example')?.id).toBe(bo())
      expect(hub.directory.personByExtension('1002@north.example')).toBeUndefined()
      expect(forgotten).toHaveLength(1)
      expect(numbersRead).toBe(1)
    })

    test('somebody stays administrator', async () => {
      for (const change of [{ role: 'member' }, { disabled: true }]) {
        const attempt = hub.call(contract.updatePerson, { id: administrator.person, ...change }, administrator)
        await expect(attempt).rejects.toEqual(refusal('directory.last-administrator', 409))
      }
      await hub.call(contract.updatePerson, { id: bo(), role: 'administrator' }, administrator)
      await hub.call(contract.updatePerson, { id: administrator.person, role: 'member' }, administrator)
      expect(hub.directory.person(administrator.person)?.role).toBe('member')
    })
  })

  describe('devices', () => {
    test('a secret is shown once, and only its HA1 is kept', async () => {
      const created = await hub.call(contract.createDevice, { person: bo(), label: 'Köksbordet' }, administrator)
      expect(created).toMatchObject({
        authName: '1002-koksbordet',
        domain: 'north.example',
        extension: '1002@north.example',
      })
      expect(created.secret).toMatch(/^[a-z2-9]{20}$/)
      const row = await directoryTables(database.forPlugin('directory')).devices.findOne({
        where: { organisationId: ids.north.organisation, id: created.id },
      })
      const kept = row?.get()
      const ha1 = createHash('md5').update(`${created.authName}:${created.domain}:${created.secret}`).digest('hex')
      expect(kept?.ha1).toBe(ha1)
      expect(JSON.stringify(kept)).not.toContain(created.secret)
      const { devices } = await hub.call(contract.listDevices, { person: bo() }, administrator)
      expect(devices.map(({ authName }) => authName)).toEqual(['1002-desk', '1002-koksbordet'])
      expect(JSON.stringify(devices)).not.toMatch(/secret|ha1/)
    })

    test('two of one name get two authentication names', async () => {
      const created = await hub.call(contract.createDevice, { person: bo(), label: 'Desk' }, administrator)
      expect(created.authName).toBe('1002-desk-2')
    })

    test('one that is taken away is told of', async () => {
      const forgotten: unknown[] = []
      hub.changes.onDevice(device => forgotten.push(device))
      const { devices } = await hub.call(contract.listDevices, { person: bo() }, administrator)
      await hub.call(contract.deleteDevice, { id: devices[0]?.id }, administrator)
      expect(forgotten).toEqual([{ authName: '1002-desk', domain: 'north.example' }])
      expect(await hub.call(contract.listDevices, { person: bo() }, administrator)).toEqual({ devices: [] })
    })
  })

  describe('numbers', () => {
    const queue = { kind: 'queue', name: 'Kö', short: '1010' }

    test('a queue rings its members in order', async () => {
      const people = ['1003@north.example', '1001@north.example'].map(email => ids.north.people.get(email))
      const created = await hub.call(
        contract.createNumber,
        { ...queue, e164: '+46846500430', members: people },
        administrator,
      )
      expect(hub.directory.destination('0846500430')).toMatchObject({
        kind: 'queue',
        number: created.id,
        members: [{ name: 'Cia' }, { name: 'Åsa' }],
      })
      await hub.call(contract.updateNumber, { id: created.id, members: [bo()], e164: null }, administrator)
      expect(hub.directory.destination('1010', ids.north.organisation)).toMatchObject({ members: [{ name: 'Bo' }] })
      expect(await freeNumbers()).toEqual(['+46846500430', '+46846500431'])
    })

    test('one that is taken away leads nowhere, and its landline number is free', async () => {
      await hub.call(contract.deleteNumber, { id: ids.north.numbers.get('1000') }, administrator)
      expect(hub.directory.destination('1000', ids.north.organisation)).toBeUndefined()
      expect(await freeNumbers()).toEqual(['+46846500400', '+46846500430', '+46846500431'])
    })

    test('a person’s number goes with the person', async () => {
      const id = ids.north.numbers.get('1002')
      const refused = refusal('directory.number-of-person', 409)
      await expect(hub.call(contract.deleteNumber, { id }, administrator)).rejects.toEqual(refused)
      await expect(hub.call(contract.updateNumber, { id, e164: null }, administrator)).rejects.toEqual(refused)
      await hub.call(contract.updateNumber, { id, closesOutsideHours: true }, administrator)
      const { numbers } = await hub.call(contract.listNumbers, {}, administrator)
      expect(numbers.find(number => number.id === id)).toMatchObject({ closesOutsideHours: true, e164: '+46846500402' })
    })

    test.each([
      ['short', { short: '1001' }, 'directory.short-taken'],
      ['e164', { e164: '+46846500401' }, 'directory.number-not-free'],
      ['members', { members: ['nobody'] }, 'directory.member-unknown'],
      ['members', { kind: 'voicemail', members: ['BO'] }, 'directory.member-unknown'],
    ])('what can not be is refused at the field %s: %j', async (field, other, code) => {
      const members = 'members' in other ? other.members.map(id => (id === 'BO' ? bo() : id)) : []
      const attempt = hub.call(contract.createNumber, { ...queue, ...other, members }, administrator)
      await expect(attempt).rejects.toMatchObject({ code, details: { field } })
    })
  })

  describe('the organisation', () => {
    test('closed days and opening hours are in force at once', async () => {
      const name = { sv: 'inventering', en: 'stocktaking' }
      const hours = [{ day: 2, from: '09:00', to: '12:00' }]
      await hub.call(contract.updateOrganisation, { openingHours: hours, peopleClose: true }, administrator)
      const changed = await hub.call(contract.setClosedDay, { day: '2026-11-24', name }, administrator)
      expect(changed).toMatchObject({ openingHours: hours, peopleClose: true, name: 'North' })
      expect(changed.closedDays).toEqual([{ day: '2026-11-24', name }])
      await hub.call(contract.setClosedDay, { day: '2026-11-24', name: { ...name, sv: 'lager' } }, administrator)
      const { closedDays } = await hub.call(contract.readOrganisation, {}, administrator)
      expect(closedDays).toEqual([{ day: '2026-11-24', name: { ...name, sv: 'lager' } }])
      const opened = await hub.call(contract.deleteClosedDay, { day: '2026-11-24' }, administrator)
      expect(opened.closedDays).toEqual([])
    })

    test.each([
      [[{ day: 1, from: '17:00', to: '08:00' }]],
      [[{ day: 8, from: '08:00', to: '17:00' }]],
      [[{ day: 1, from: '08:00', to: '25:00' }]],
      [
        [
          { day: 1, from: '08:00', to: '12:00' },
          { day: 1, from: '11:59', to: '13:00' },
        ],
      ],
    ])('opening hours that can not be are refused: %j', openingHours => {
      const parsed = contract.updateOrganisation.input.safeParse({ openingHours })
      expect(parsed.error?.issues[0]?.path[0]).toBe('openingHours')
    })

    test('a zone that is none is refused', () => {
      const parsed = contract.updateOrganisation.input.safeParse({ zone: 'Europe/Norrsken' })
      expect(parsed.error?.issues[0]?.path).toEqual(['zone'])
    })

    test('teams are renamed and taken away with their people looked after', async () => {
      const created = await hub.call(contract.createTeam, { name: 'IT' }, administrator)
      await hub.call(contract.updatePerson, { id: bo(), teamId: created.id }, administrator)
      await hub.call(contract.updateTeam, { id: created.id, name: 'Teknik' }, administrator)
      expect(hub.directory.person(bo())?.team).toBe('Teknik')
      const taken = refusal('directory.team-taken', 409, 'name')
      await expect(hub.call(contract.createTeam, { name: 'Alla' }, administrator)).rejects.toEqual(taken)
      await hub.call(contract.deleteTeam, { id: created.id }, administrator)
      expect(hub.directory.person(bo())?.team).toBe('')
      const { teams } = await hub.call(contract.listTeams, {}, administrator)
      expect(teams).toMatchObject([{ name: 'Alla' }])
    })
  })
})
