import { expect, test } from 'vitest'
import { contactsConformance } from './conformance.ts'
import { fakeAddressBooks } from './fake.ts'

contactsConformance('the fake', async () => {
  const books = fakeAddressBooks()
  const account = books.account('anna@norrsken.example')
  return {
    vendor: books.vendor('google'),
    grant: account.grant,
    book: 'contacts',
    put: async (card, picture) => account.put(card, picture),
    remove: async id => account.remove(id),
    forget: async () => account.forget(),
    revoke: async () => account.become('refused'),
    reachable: async yes => account.become(yes ? 'well' : 'unavailable'),
    stop: () => books.stop(),
  }
})

test('a new grant is kept before it is used', async () => {
  const books = fakeAddressBooks()
  const account = books.account('anna@norrsken.example')
  const kept: unknown[] = []
  const before = account.grant
  account.become('expired')
  await books
    .vendor('microsoft')
    .open(before, { keep: async grant => void kept.push(grant) })
    .books()
  expect(kept).toEqual([account.grant])
  const old = books.vendor('microsoft').open(before, { keep: async () => {} })
  await expect(old.books()).rejects.toMatchObject({ code: 'books.refused' })
})
