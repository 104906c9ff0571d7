import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeAddressBooks, fakeAddressBooks } from '../../connectors/contacts/fake.ts'
import type { Database } from '../../core/database/index.ts'
import type { Who } from '../../core/hub.ts'
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
import type { CallerBooks } from '../contacts/contract.ts'
import * as contract from './contract.ts'
import { books } from './index.ts'
import { booksTables } from './tables.ts'

const anna = signedIn(people.anna)
const cecilia = signedIn(people.cecilia)
const david = signedIn(people.david)
const gustav = signedIn(people.gustav)
const code = (code: string) => expect.objectContaining({ code })
const eva = {
  ...{ id: 'eva', name: 'Eva Ström', title: 'Inköpschef', organisation: 'Ström AB', nickname: 'Evis' },
  phones: [
    { kind: 'mobile', number: '070-174 06 09' },
    { kind: 'work', number: 'anknytning 14' },
  ],
  ...{ emails: ['eva@strom.example'], notes: 'Talar finska', urls: ['https://www.linkedin.com/in/evastrom'] },
} as const
const bo = { id: 'bo', name: 'Bo Ek', phones: [{ kind: 'home', number: '+47 22 12 34 56' }] } as const
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

eachDatabase('linked books', ({ open }) => {
  let database: Database
  let world: World
  let hub: PluginHub
  let vendors: FakeAddressBooks
  let folder: string
  type Ask = Parameters<CallerBooks['add']>[0]
  const left = new Set<string>()
  const staffListeners: ((organisation: string) => void)[] = []
  const asks = new Map<PluginHub | undefined, Ask>()

  async function another(): Promise<PluginHub> {
    const added: Ask[] = []
    const ports = {
      addressBooks: vendors,
      callerBooks: { add: (ask: Ask) => void added.push(ask) },
      staff: {
        hasLeft: (person: string) => left.has(person),
        onChange: (listener: (organisation: string) => void) => void staffListeners.push(listener),
      },
    }
    const made = await pluginHub(books, { database, world, directory: twoOrganisations, ports, folder })
    const [ask] = added
    if (ask) asks.set(made, ask)
    return made
  }
  const caller = (owner: string, number: string, organisation = 'norrsken', of = hub) =>
    asks.get(of)?.({ organisation, owner, number })?.name
  const login = (account: string) => ({
    ...{ vendor: 'carddav', address: 'books.example', user: account, password: `secret of ${account}` },
  })
  const link = (account = 'anna@norrsken.example', who = anna) => hub.call(contract.signIn, login(account), who)
  const cards = async (who: Who) => Object.values((await hub.current(contract.cardsView, who)).cards)
  const names = async (who: Who) => (await cards(who)).map(({ name }) => name).sort()
  const links = async (who: Who) => Object.values((await hub.current(contract.linksView, who)).links)

  beforeEach(async () => {
    database = await open()
    await database.migrate(books.migrations ?? [])
    world = newWorld()
    left.clear()
    staffListeners.length = 0
    vendors = fakeAddressBooks()
    folder = await mkdtemp(join(tmpdir(), 'svara-books-'))
    hub = await another()
    const account = vendors.account('anna@norrsken.example')
    account.put(eva, gif)
    account.put(bo)
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('a book is linked, read, and its people are found by its owner alone', async () => {
    expect(await link()).toMatchObject({ whose: 'own', title: 'CardDAV', health: 'new', cards: 0 })
    await hub.runDue()
    expect(await links(anna)).toMatchObject([{ health: 'well', cards: 2, readAt: expect.any(String) }])
    const [found] = (await cards(anna)).filter(({ name }) => name === 'Eva Ström')
    expect(found).toMatchObject({
      about: 'Inköpschef, Ström AB',
      phones: [
        { kind: 'mobile', number: '+46701740609' },
        { kind: 'work', number: 'anknytning 14' },
      ],
      text: expect.arrayContaining(['Evis', 'Talar finska', 'https://www.linkedin.com/in/evastrom']),
    })
    const details = { notes: 'Talar finska', from: 'CardDAV, anna@norrsken.example' }
    expect(await hub.call(contract.readCard, { id: found?.id }, anna)).toMatchObject(details)
    for (const who of [cecilia, david, gustav]) {
      expect([await names(who), await links(who)]).toEqual([[], []])
      await expect(hub.call(contract.readCard, { id: found?.id }, who)).rejects.toEqual(code('books.not-found'))
    }
  })

  test('with whoever leaves go her books, the tokens and everybody in them, and nobody else’s', async () => {
    await link()
    vendors.account('cecilia@norrsken.example')
    await link('cecilia@norrsken.example', cecilia)
    await hub.runDue()
    left.add('anna')
    const [known] = await links(anna)
    vendors.account('anna@norrsken.example').put({ id: 'per', name: 'Per Lund' })
    // A reading that was due before anybody looked.
    await hub.runJob('read', { link: known?.id })
    expect(await names(anna)).toEqual(['Bo Ek', 'Eva Ström'])
    for (const tell of staffListeners) tell('norrsken')
    await hub.runDue()
    expect([await links(anna), await cards(anna)]).toEqual([[], []])
    expect(await booksTables(database.forPlugin('books')).links.count({ everyOrganisation: true })).toBe(1)
    expect(await links(cecilia)).toMatchObject([{ health: 'well' }])
    expect(caller('anna', '+46701740609')).toBeUndefined()
  })

  test('a caller is named for the owner of the book, also after a restart', async () => {
    await link()
    await hub.runDue()
    for (const of of [hub, await another()]) {
      expect(caller('anna', '+46701740609', 'norrsken', of)).toBe('Eva Ström')
      expect(caller('anna', '+4722123456', 'norrsken', of)).toBe('Bo Ek')
      expect(caller('cecilia', '+46701740609', 'norrsken', of)).toBeUndefined()
      expect(caller('', '+46701740609', 'norrsken', of)).toBeUndefined()
      expect(caller('anna', '+46701740609', 'fjallstrom', of)).toBeUndefined()
    }
  })

  test('what changes at the vendor changes here, on every hub, and who is gone is gone', async () => {
    await link()
    await hub.runDue()
    const other = await another()
    const state = await hub.current(contract.cardsView, anna)
    const [before] = (await cards(anna)).filter(({ name }) => name === 'Eva Ström')
    const account = vendors.account('anna@norrsken.example')
    account.put({ ...eva, name: 'Eva Sund', phones: [{ kind: 'mobile', number: '070-174 06 10' }] })
    account.remove('bo')
    hub.told.length = 0
    const [known] = await links(anna)
    expect(await hub.call(contract.readNow, { id: known?.id }, anna)).toMatchObject({ health: 'well', cards: 1 })
    expect(await names(anna)).toEqual(['Eva Sund'])
    expect((await cards(anna))[0]?.id).toBe(before?.id)
    for (const of of [hub, other]) {
      expect(caller('anna', '+46701740610', 'norrsken', of)).toBe('Eva Sund')
      expect(caller('anna', '+46701740609', 'norrsken', of)).toBeUndefined()
      expect(caller('anna', '+4722123456', 'norrsken', of)).toBeUndefined()
    }
    expect(other.told.map(({ key }) => key)).toContain('anna')
    expect(new Set([...hub.told, ...other.told].map(({ key }) => key))).toEqual(new Set(['anna']))
    for (const { key, message } of hub.told) {
      const told = contract.cardsView.message.safeParse(message)
      if (key === 'anna' && told.success) contract.cardsView.apply(state, told.data)
    }
    expect(state).toEqual(await hub.current(contract.cardsView, anna))
    // Nothing new: nothing is written or told but when it was read.
    hub.told.length = 0
    account.forget()
    await hub.call(contract.readNow, { id: known?.id }, anna)
    expect(hub.told.map(({ message }) => Object.keys(message as object))).toEqual([['link']])
    account.put(bo)
    await hub.call(contract.readNow, { id: known?.id }, anna)
    expect(await names(anna)).toEqual(['Bo Ek', 'Eva Sund'])
    // Gone while the vendor lost count: whoever isn't in the whole isn't there.
    account.remove('bo')
    account.forget()
    await hub.call(contract.readNow, { id: known?.id }, anna)
    expect([await names(anna), caller('anna', '+4722123456')]).toEqual([['Eva Sund'], undefined])
  })

  test('the company’s book is everybody’s, linked by administrators', async () => {
    vendors.account('reception@norrsken.example').put({ ...bo, id: 'x', name: 'Rörmokaren' })
    const asked = login('reception@norrsken.example')
    await expect(hub.call(contract.signInForAll, asked, cecilia)).rejects.toEqual(code('access.forbidden'))
    const { id } = await hub.call(contract.signInForAll, asked, david)
    await hub.runDue()
    expect([await names(anna), await names(cecilia), await names(gustav)]).toEqual([['Rörmokaren'], ['Rörmokaren'], []])
    expect(caller('', '+4722123456')).toBe('Rörmokaren')
    await expect(hub.call(contract.unlink, { id }, anna)).rejects.toEqual(code('books.not-found'))
    await expect(hub.call(contract.readNow, { id }, cecilia)).rejects.toEqual(code('books.not-found'))
    await hub.call(contract.unlink, { id }, david)
    expect([await names(anna), caller('', '+4722123456')]).toEqual([[], undefined])
  })

  test('a vendor that is away costs nothing but freshness; one that lets nobody in waits for a sign-in', async () => {
    const { id } = await link()
    await hub.runDue()
    const account = vendors.account('anna@norrsken.example')
    account.become('unavailable')
    const [before] = await links(anna)
    expect(await hub.call(contract.readNow, { id }, anna)).toMatchObject({ health: 'away', readAt: before?.readAt })
    expect(await names(anna)).toEqual(['Bo Ek', 'Eva Ström'])
    expect(caller('anna', '+4722123456')).toBe('Bo Ek')
    // As long as the vendor asked for.
    expect([...world.jobs.values()].map(({ time }) => time.getTime() < Date.now() + 90_000)).toEqual([true])
    account.become('refused')
    await hub.call(contract.readNow, { id }, anna)
    world.jobs.clear()
    expect(await links(anna)).toMatchObject([{ id, health: 'refused' }])
    await hub.call(contract.readNow, { id }, anna)
    expect(world.jobs.size).toBe(0)
    account.become('well')
    expect(await link()).toMatchObject({ id, health: 'new' })
    await hub.runDue()
    expect(await links(anna)).toMatchObject([{ id, health: 'well' }])
  })

  test('consent is begun and finished by the same person; the grant is sealed, and the next one kept', async () => {
    const origin = 'https://svara.example'
    const { address } = await hub.call(contract.beginConsent, { vendor: 'google', origin }, anna)
    const { redirect, state } = Object.fromEntries(new URL(address).searchParams)
    expect(redirect).toBe('https://svara.example/settings/books')
    expect(state).not.toContain('anna')
    const answer = { code: 'anna@norrsken.example', state }
    await expect(hub.call(contract.finishConsent, answer, cecilia)).rejects.toEqual(code('books.consent'))
    await expect(hub.call(contract.finishConsent, { ...answer, state: 'made up' }, anna)).rejects.toEqual(
      code('books.consent'),
    )
    const { id } = await hub.call(contract.finishConsent, answer, anna)
    const account = vendors.account('anna@norrsken.example')
    account.become('expired')
    await hub.runDue()
    expect((await hub.call(contract.readNow, { id }, anna)).health).toBe('well')
    const [rows] = await database.sequelize.query('SELECT * FROM books_links')
    expect(JSON.stringify(rows)).not.toContain('token')
    await expect(hub.call(contract.beginConsentForAll, { vendor: 'google', origin }, anna)).rejects.toEqual(
      code('access.forbidden'),
    )
    await expect(hub.call(contract.beginConsent, { vendor: 'carddav', origin }, anna)).rejects.toEqual(
      code('books.vendor'),
    )
  })

  test('what is wrong with a sign-in is said, and nothing is linked', async () => {
    const account = 'anna@norrsken.example'
    const wrong = { ...login(account), password: 'x' }
    await expect(hub.call(contract.signIn, wrong, anna)).rejects.toEqual(code('books.refused'))
    const nowhere = { ...login(account), address: 'nowhere.example' }
    await expect(hub.call(contract.signIn, nowhere, anna)).rejects.toEqual(code('books.address'))
    await expect(hub.call(contract.signIn, { ...login(account), vendor: 'google' }, anna)).rejects.toEqual(
      code('books.vendor'),
    )
    expect(await links(anna)).toEqual([])
  })

  test('a picture is fetched once, for who may see the card, and goes with the link', async () => {
    const { id: linkId } = await link()
    await hub.runDue()
    const found = (await cards(anna)).find(({ name }) => name === 'Eva Ström')
    const asked = { id: found?.id, mark: found?.photo }
    const account = vendors.account('anna@norrsken.example')
    const before = account.asked
    const [one, two] = await Promise.all([1, 2].map(() => hub.download(contract.cardPhoto, asked, anna)))
    expect([one, account.asked - before]).toEqual([two, 1])
    expect(one?.type).toBe('image/gif')
    expect(await readFile(one?.file ?? '')).toEqual(gif)
    account.become('unavailable')
    expect(await hub.download(contract.cardPhoto, asked, anna)).toEqual(one)
    await expect(hub.download(contract.cardPhoto, asked, cecilia)).rejects.toEqual(code('books.not-found'))
    account.become('well')
    account.put({ ...eva, title: 'Vd' }, gif)
    await hub.call(contract.readNow, { id: linkId }, anna)
    expect(await readdir(join(folder, linkId))).toEqual([])
    const [another] = (await cards(anna)).filter(({ name }) => name === 'Eva Ström')
    await hub.download(contract.cardPhoto, { id: another?.id, mark: another?.photo }, anna)
    await hub.call(contract.unlink, { id: linkId }, anna)
    expect(await readdir(folder)).toEqual([])
    await expect(hub.download(contract.cardPhoto, asked, anna)).rejects.toEqual(code('books.not-found'))
  })

  test('a link that goes while it is read leaves nobody behind', async () => {
    const { id } = await link()
    const reading = hub.call(contract.readNow, { id }, anna).catch(() => undefined)
    await hub.call(contract.unlink, { id }, anna)
    await reading
    await hub.runDue()
    expect([await names(anna), await links(anna), caller('anna', '+4722123456')]).toEqual([[], [], undefined])
  })
})
