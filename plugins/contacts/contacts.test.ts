import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
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
import * as contract from './contract.ts'
import { contacts } from './index.ts'

const anna = signedIn(people.anna)
const cecilia = signedIn(people.cecilia)
const david = signedIn(people.david)
const gustav = signedIn(people.gustav)
const code = (code: string) => expect.objectContaining({ code })
const nobody = { known: false, vip: false, blocked: false, favourite: false }
const maria = { name: 'Maria Holm', company: 'Holm AB', numbers: [{ label: 'Mobil', e164: '070-174 06 05' }] }

eachDatabase('contacts', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  const another = () => pluginHub(contacts, { database, world, directory: twoOrganisations })
  const caller = (number: string | undefined, { called = 'anna', person = undefined as string | undefined } = {}) =>
    hub.fact(contract.callerContactFact, called === 'gustav' ? 'fjallstrom' : 'norrsken', {
      caller: { number, person },
      callee: { person: called },
    })

  beforeEach(async () => {
    database = await open()
    await database.migrate(contacts.migrations ?? [])
    world = newWorld()
    hub = await another()
  })

  test('a caller is known by any way of writing the number, by its owner alone', async () => {
    const created = await hub.call(contract.createContact, maria, anna)
    expect(created.numbers).toEqual([{ label: 'Mobil', e164: '+46701740605' }])
    for (const number of ['+46701740605', '0701740605', '0046701740605']) {
      expect(caller(number)).toEqual({ ...nobody, known: true, name: 'Maria Holm', company: 'Holm AB' })
    }
    expect(caller('+46701740605', { called: 'cecilia' })).toEqual(nobody)
    expect(caller('+46701740605', { called: 'gustav' })).toEqual(nobody)
    expect(caller(undefined)).toEqual(nobody)
  })

  test('the own book comes before the company’s', async () => {
    const company = await hub.call(contract.createCompanyContact, { ...maria, name: 'Holm, växel' }, david)
    expect(caller('+46701740605').name).toBe('Holm, växel')
    const own = await hub.call(contract.createContact, maria, anna)
    expect(caller('+46701740605').name).toBe('Maria Holm')
    expect(caller('+46701740605', { called: 'cecilia' }).name).toBe('Holm, växel')
    await hub.call(contract.deleteContact, { id: own.id }, anna)
    await hub.call(contract.updateCompanyContact, { id: company.id, numbers: [] }, david)
    expect(caller('+46701740605')).toEqual(nobody)
  })

  test('other books name callers that no contact does, and no colleague', async () => {
    hub.port(contract.callerBooks).add(({ organisation, owner, number }) => {
      if (organisation !== 'norrsken' || !['+46701740605', '+46846500404'].includes(number)) return undefined
      return owner === 'anna' ? { name: 'Marre', company: 'Holm' } : { name: 'Holm, växel', company: '' }
    })
    expect(caller('+46701740605')).toEqual({ ...nobody, known: true, name: 'Marre', company: 'Holm' })
    expect(caller('+46701740605', { called: 'cecilia' })).toEqual({ ...nobody, known: true, name: 'Holm, växel' })
    expect(caller('1004', { person: 'david' }).name).toBe('David Ek')
    await hub.call(contract.createCompanyContact, maria, david)
    expect(caller('+46701740605').name).toBe('Maria Holm')
  })

  test('marks hold for numbers without a contact, for whoever made them', async () => {
    await hub.call(contract.setMark, { kind: 'blocked', on: 'number', target: '070-174 06 06' }, anna)
    expect(caller('+46701740606')).toEqual({ ...nobody, blocked: true })
    expect(caller('+46701740606', { called: 'cecilia' })).toEqual(nobody)
    await hub.call(contract.clearMark, { kind: 'blocked', on: 'number', target: '+46701740606' }, anna)
    expect(caller('+46701740606')).toEqual(nobody)
  })

  test('marks on a contact hold for all its numbers, on a colleague for the short number too', async () => {
    const numbers = [...maria.numbers, { label: 'Arbete', e164: '08-465 004 99' }]
    const { id } = await hub.call(contract.createCompanyContact, { ...maria, numbers }, david)
    await hub.call(contract.setMark, { kind: 'vip', on: 'contact', target: id }, anna)
    await hub.call(contract.setMark, { kind: 'favourite', on: 'person', target: 'david' }, anna)
    expect(caller('+46846500499')).toMatchObject({ vip: true, favourite: false })
    expect(caller('+46846500499', { called: 'cecilia' }).vip).toBe(false)
    expect(caller('1004', { person: 'david' })).toMatchObject({ known: true, name: 'David Ek', favourite: true })
  })

  test('whoever is made VIP is no longer blocked, and the other way round; each book for itself', async () => {
    const mark = { on: 'number', target: '+46701740606' }
    const follow = hub.follow(contract.contactsView, anna)
    await hub.call(contract.setMark, { ...mark, kind: 'favourite' }, anna)
    await hub.call(contract.setMark, { ...mark, kind: 'vip' }, anna)
    await hub.call(contract.setMark, { ...mark, kind: 'blocked' }, anna)
    expect(caller('+46701740606')).toMatchObject({ vip: false, blocked: true, favourite: true })
    expect(follow()).toEqual(hub.snapshot(contract.contactsView, anna))
    await hub.call(contract.setCompanyMark, { ...mark, kind: 'blocked' }, david)
    await hub.call(contract.setMark, { ...mark, kind: 'vip' }, anna)
    const told = Object.keys(hub.snapshot(contract.contactsView, anna).marks).map(key => key.split(' number ')[0])
    expect(new Set(told)).toEqual(new Set(['company blocked', 'own favourite', 'own vip']))
    expect((await another()).snapshot(contract.contactsView, anna)).toEqual(follow())
  })

  test('the organisation’s marks hold for everybody in it, by administrators', async () => {
    const block = { kind: 'blocked', on: 'number', target: '+46701740606' }
    await expect(hub.call(contract.setCompanyMark, block, cecilia)).rejects.toEqual(code('access.forbidden'))
    await hub.call(contract.setCompanyMark, block, david)
    await hub.call(contract.setCompanyMark, block, david)
    expect(caller('+46701740606', { called: 'cecilia' }).blocked).toBe(true)
    expect(caller('+46701740606', { called: 'gustav' }).blocked).toBe(false)
    // A queue has no person.
    const parties = { caller: { number: '+46701740606' }, callee: {} }
    expect(hub.fact(contract.callerContactFact, 'norrsken', parties).blocked).toBe(true)
  })

  test('nobody reads, changes, marks or finds what isn’t theirs', async () => {
    const { id } = await hub.call(contract.createContact, { ...maria, notes: 'hemligt' }, anna)
    const company = await hub.call(contract.createCompanyContact, { name: 'Olof Berg' }, david)
    for (const who of [cecilia, david, gustav]) {
      await expect(hub.call(contract.readContact, { id }, who)).rejects.toEqual(code('contacts.not-found'))
      await expect(hub.call(contract.updateContact, { id, name: 'X' }, who)).rejects.toEqual(code('contacts.not-found'))
      await expect(hub.call(contract.deleteContact, { id }, who)).rejects.toEqual(code('contacts.not-found'))
      const mark = { kind: 'vip', on: 'contact', target: id }
      await expect(hub.call(contract.setMark, mark, who)).rejects.toEqual(code('contacts.not-found'))
      expect((await hub.call(contract.listContacts, { search: 'holm' }, who)).contacts).toEqual([])
      expect(hub.snapshot(contract.contactsView, who).contacts[id]).toBeUndefined()
    }
    await expect(hub.call(contract.deleteCompanyContact, { id }, david)).rejects.toEqual(code('contacts.not-found'))
    await expect(hub.call(contract.updateContact, { id: company.id, name: 'X' }, anna)).rejects.toEqual(
      code('contacts.not-found'),
    )
    await expect(hub.call(contract.readContact, { id: company.id }, gustav)).rejects.toEqual(code('contacts.not-found'))
    const colleague = { kind: 'vip', on: 'person', target: 'anna' }
    await expect(hub.call(contract.setMark, colleague, gustav)).rejects.toEqual(code('contacts.not-found'))
    expect(hub.snapshot(contract.contactsView, gustav)).toEqual({ contacts: {}, marks: {} })
    expect((await hub.call(contract.readContact, { id }, anna)).notes).toBe('hemligt')
    expect(hub.told.filter(({ message }) => JSON.stringify(message).includes(id)).map(({ key }) => key)).toEqual([
      'anna',
    ])
  })

  test('search finds part of a name, company or number, in the order of the names', async () => {
    for (const name of ['Örjan', 'Åke', 'Bo']) await hub.call(contract.createContact, { name, company: 'Lag' }, anna)
    await hub.call(contract.createCompanyContact, maria, david)
    const find = async (search: string, limit = 100) =>
      (await hub.call(contract.listContacts, { search, limit }, anna)).contacts.map(({ name }) => name)
    expect(await find('')).toEqual(['Bo', 'Maria Holm', 'Åke', 'Örjan'])
    expect(await find('', 2)).toEqual(['Bo', 'Maria Holm'])
    expect(await find('lag ÅK')).toEqual(['Åke'])
    expect(await find('070-174 06')).toEqual(['Maria Holm'])
  })

  test('what is no number is refused, with the field', async () => {
    const wrong = { name: 'X', numbers: [{ label: '', e164: '112' }] }
    await expect(hub.call(contract.createContact, wrong, anna)).rejects.toMatchObject({
      code: 'contacts.not-a-number',
      details: { field: 'numbers.0.e164' },
    })
  })

  test('all that is wrong is said at once; a number stands once, however it is written', async () => {
    const email = 'bo@'
    const wrong = [
      { field: 'numbers.0.e164', code: 'contacts.not-a-number', number: '12' },
      { field: 'numbers.2.e164', code: 'contacts.number-twice', number: '+46 70 174 06 05' },
      { field: 'emails.1', code: 'contacts.not-an-address', email },
    ]
    const numbers = ['12', '070-174 06 05', '+46 70 174 06 05'].map(e164 => ({ label: '', e164 }))
    const bo = { name: 'Bo', numbers, emails: ['bo@example.com', email] }
    const refused = {
      code: 'contacts.not-a-number',
      details: { field: 'numbers.0.e164', number: '12', problems: wrong },
    }
    await expect(hub.call(contract.createContact, bo, anna)).rejects.toMatchObject(refused)
    const { id } = await hub.call(contract.createContact, { name: 'Bo' }, anna)
    await expect(hub.call(contract.updateContact, { id, ...bo }, anna)).rejects.toMatchObject(refused)
    await expect(hub.call(contract.updateContact, { id, emails: [email] }, anna)).rejects.toEqual(
      code('contacts.not-an-address'),
    )
    expect(await hub.call(contract.readContact, { id }, anna)).toMatchObject({ numbers: [], emails: [] })
  })

  test('a restart and other hubs know the same', async () => {
    const other = await another()
    const { id } = await hub.call(contract.createContact, maria, anna)
    await hub.call(contract.setMark, { kind: 'vip', on: 'contact', target: id }, anna)
    const seen = hub.snapshot(contract.contactsView, anna)
    expect(Object.keys(seen.marks)).toEqual([`own vip contact ${id}`])
    expect(other.snapshot(contract.contactsView, anna)).toEqual(seen)
    expect((await another()).snapshot(contract.contactsView, anna)).toEqual(seen)
    await other.call(contract.deleteContact, { id }, anna)
    expect(hub.snapshot(contract.contactsView, anna)).toEqual({ contacts: {}, marks: {} })
    expect((await another()).snapshot(contract.contactsView, anna)).toEqual({ contacts: {}, marks: {} })
  })

  test('a company contact that goes takes the marks on it from every book that is open', async () => {
    const { id } = await hub.call(contract.createCompanyContact, maria, david)
    for (const who of [anna, cecilia]) await hub.call(contract.setMark, { kind: 'vip', on: 'contact', target: id }, who)
    const books = [anna, cecilia].map(who => hub.follow(contract.contactsView, who))
    await hub.call(contract.deleteCompanyContact, { id }, david)
    for (const book of books) expect(book()).toEqual({ contacts: {}, marks: {} })
  })

  test('a snapshot and the messages after it are a fresh snapshot', async () => {
    const step = fc.record({
      do: fc.constantFrom('add', 'company', 'change', 'remove', 'mark', 'clear', 'company-mark'),
      which: fc.nat({ max: 5 }),
      who: fc.constantFrom(anna, david),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async steps => {
        const follow = hub.follow(contract.contactsView, anna)
        const [mine, shared]: [string[], string[]] = [[], []]
        for (const { do: what, which, who } of steps) {
          const [own, company] = [mine[which % (mine.length || 1)], shared[which % (shared.length || 1)]]
          const mark = { kind: 'vip', on: 'contact', target: company ?? 'none' }
          const quiet = (promise: Promise<unknown>) => promise.catch(() => undefined)
          if (what === 'add') mine.push((await hub.call(contract.createContact, maria, who)).id)
          else if (what === 'company') shared.push((await hub.call(contract.createCompanyContact, maria, david)).id)
          else if (what === 'change' && own) await quiet(hub.call(contract.updateContact, { id: own, name: 'B' }, who))
          else if (what === 'remove' && company)
            await quiet(hub.call(contract.deleteCompanyContact, { id: company }, david))
          else if (what === 'remove' && own) await quiet(hub.call(contract.deleteContact, { id: own }, who))
          else if (what === 'mark') await quiet(hub.call(contract.setMark, mark, who))
          else if (what === 'clear') await quiet(hub.call(contract.clearMark, mark, who))
          else if (what === 'company-mark') await quiet(hub.call(contract.setCompanyMark, mark, david))
        }
        expect(follow()).toEqual(hub.snapshot(contract.contactsView, anna))
        await hub.resync()
        expect(follow()).toEqual(hub.snapshot(contract.contactsView, anna))
      }),
      { numRuns: 25 },
    )
  })
})
