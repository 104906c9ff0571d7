/** What every source of address books does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LooseCard } from './card.ts'
import type { BookReading, Card, Contacts, ContactsVendor, Grant } from './port.ts'

export interface ContactsUnderTest {
  readonly vendor: ContactsVendor
  readonly grant: Grant
  /** Id of the book that the rest is about. */
  readonly book: string
  /** Writes somebody into it, under an id of the test's own, as another client would. */
  put(card: LooseCard, picture?: Uint8Array): Promise<void>
  remove(id: string): Promise<void>
  /** Makes the vendor forget what it has told; undefined where that can't be brought about. */
  forget?: (() => Promise<void>) | undefined
  /** Takes the grant back, at the vendor. */
  revoke(): Promise<void>
  /** As if it were away, or there again. */
  reachable(yes: boolean): Promise<void>
  /** What this vendor's books can't carry. */
  readonly lacks?: readonly (keyof Card)[]
  stop(): Promise<void>
}

/** A GIF of one point. */
export const picture = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const eva = {
  ...{ id: 'eva', name: 'Eva Ström', nickname: 'Evis', organisation: 'Ström & Söner AB', department: 'Inköp' },
  title: 'Inköpschef',
  phones: [
    { kind: 'mobile', number: '+46 70-174 06 09' },
    { kind: 'work', number: '08-465 004 77' },
  ],
  emails: ['eva@strom.example', 'eva.strom@hem.example'],
  addresses: ['Kungsgatan 4, 111 43 Stockholm, Sverige'],
  urls: ['https://www.linkedin.com/in/evastrom'],
  chats: ['skype: eva.strom'],
  birthday: '1980-03-12',
  notes: 'Talar finska; ringer helst, på eftermiddagar.\nHar nyckel.',
  categories: ['Leverantör', 'Nyckelkund'],
} satisfies LooseCard
const bo = { id: 'bo', name: 'Bo Ek', phones: [{ kind: 'home', number: '+47 22 12 34 56' }] } satisfies LooseCard

export function contactsConformance(name: string, begin: () => Promise<ContactsUnderTest>): void {
  describe(`contacts by ${name}`, () => {
    let under: ContactsUnderTest
    let contacts: Contacts
    const kept: Grant[] = []
    const open = (grant: Grant) => under.vendor.open(grant, { keep: async grant => void kept.push(grant) })
    const named = ({ cards }: BookReading, name: string) => {
      const found = cards.find(card => card.name === name)
      if (!found) throw new Error(`no ${name} among ${cards.map(card => card.name).join(', ')}`)
      return found
    }
    const names = ({ cards }: BookReading) => cards.map(card => card.name).sort()

    beforeAll(async () => {
      under = await begin()
      contacts = open(under.grant)
    })
    afterAll(() => under.stop())

    test('the book is among those that there are', async () => {
      expect(await contacts.books()).toContainEqual({ id: under.book, name: expect.stringMatching(/./) })
    })

    test('all that the book carries comes', async () => {
      await under.put(eva, picture)
      await under.put(bo)
      const read = await contacts.read(under.book)
      expect(read).toMatchObject({ whole: true, gone: [], cursor: expect.any(String) })
      const lacking = Object.fromEntries((under.lacks ?? []).map(key => [key, undefined]))
      const carried = Object.entries({ ...eva, ...lacking, id: undefined }).filter(([, value]) => value !== undefined)
      expect(named(read, eva.name)).toMatchObject(Object.fromEntries(carried))
      expect(named(read, bo.name)).toMatchObject({ phones: bo.phones, emails: [], categories: [] })
    })

    test('a picture comes when it is asked for, as what it is', async () => {
      const read = await contacts.read(under.book)
      const card = named(read, eva.name)
      expect(card.photo).toMatch(/./)
      const photo = await contacts.photo(under.book, card.id)
      expect(photo?.type).toBe('image/gif')
      expect(Buffer.from(photo?.content ?? [])).toEqual(picture)
      expect(await contacts.photo(under.book, named(read, bo.name).id)).toBeUndefined()
    })

    test('what has changed since, and who is gone', async () => {
      const before = await contacts.read(under.book)
      const ids = { eva: named(before, eva.name).id, bo: named(before, bo.name).id }
      expect(await contacts.read(under.book, before.cursor)).toMatchObject({ whole: false, cards: [], gone: [] })
      await under.put({ ...eva, title: 'Vd' }, picture)
      await under.put({ id: 'per', name: 'Per Lund', emails: ['per@lund.example'] })
      const after = await contacts.read(under.book, before.cursor)
      expect({ whole: after.whole, names: names(after) }).toEqual({ whole: false, names: ['Eva Ström', 'Per Lund'] })
      expect(named(after, eva.name)).toMatchObject({ id: ids.eva, title: 'Vd' })
      await under.remove('bo')
      const last = await contacts.read(under.book, after.cursor)
      expect(last).toMatchObject({ whole: false, cards: [], gone: [ids.bo] })
      expect(names(await contacts.read(under.book))).toEqual(['Eva Ström', 'Per Lund'])
    })

    test('a cursor that counts no more gives the whole', async () => {
      const { cursor } = await contacts.read(under.book)
      if (under.forget) await under.forget()
      const read = await contacts.read(under.book, under.forget ? cursor : 'made up')
      expect({ whole: read.whole, names: names(read) }).toEqual({ whole: true, names: ['Eva Ström', 'Per Lund'] })
    })

    test('a book that isn’t there is told as such', async () => {
      await expect(contacts.read(`${under.book}-not`)).rejects.toMatchObject({ code: 'books.gone', status: 404 })
    })

    test('away, there again, and no longer let in are told apart', async () => {
      await under.reachable(false)
      await expect(contacts.read(under.book)).rejects.toMatchObject({ code: 'books.unavailable', status: 503 })
      await under.reachable(true)
      expect(names(await contacts.read(under.book))).toContain('Eva Ström')
      await under.revoke()
      // As the hub does it after a restart: with what it has kept.
      const later = open(kept.at(-1) ?? under.grant)
      await expect(later.read(under.book)).rejects.toMatchObject({ code: 'books.refused', status: 403 })
    })
  })
}
