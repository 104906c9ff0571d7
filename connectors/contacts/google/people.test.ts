import type { people_v1 } from 'googleapis/build/src/apis/people/v1.js'
import { expect, test } from 'vitest'
import type { LooseCard } from '../card.ts'
import { contactsConformance } from '../conformance.ts'
import { personCard } from './card.ts'
import { others, own } from './contacts.ts'
import { googleAddressBooks } from './index.ts'
import { peopleServer } from './testing/people-server.ts'

/** RFC 7636 appendix B. */
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const redirect = 'https://svara.norrsken.example/settings/books'

async function linked() {
  const server = await peopleServer()
  const vendor = googleAddressBooks({ client: server.client, fetch: server.fetch })
  const address = vendor.consent?.address({ redirect, state: 's', challenge }) ?? ''
  const { code } = server.identity.consent(address, 'anna@norrsken.example')
  const grant = await vendor.consent?.redeem({ redirect, code, verifier })
  if (!grant) throw new Error('no grant')
  return { server, vendor, grant }
}

/** As Google keeps it. */
function written(card: LooseCard, groupOf: (label: string) => string): people_v1.Schema$Person {
  const { name, nickname, organisation, department, title, birthday, notes, categories = [], phones = [] } = card
  const [year = 0, month = 0, day = 0] = birthday?.split('-').map(Number) ?? []
  const text = (value: string | null | undefined) => (value ? [{ value }] : [])
  return {
    names: [{ displayName: name ?? '' }],
    nicknames: text(nickname),
    organizations: [{ name: organisation ?? '', department: department ?? '', title: title ?? '' }],
    phoneNumbers: phones.map(({ kind, number }) => ({ type: kind, value: number })),
    emailAddresses: (card.emails ?? []).map(value => ({ value })),
    addresses: (card.addresses ?? []).map(address => ({ formattedValue: address.replaceAll(', ', '\n') })),
    urls: (card.urls ?? []).map(value => ({ value, type: 'profile' })),
    imClients: (card.chats ?? []).map(chat => ({
      protocol: chat.split(': ')[0] ?? '',
      username: chat.split(': ')[1] ?? '',
    })),
    birthdays: birthday ? [{ text: birthday }, { date: { year, month, day } }] : [],
    biographies: text(notes),
    memberships: ['contactGroups/myContacts', ...categories.map(groupOf)].map(contactGroupResourceName => ({
      contactGroupMembership: { contactGroupResourceName },
    })),
  }
}

contactsConformance('Google People', async () => {
  const { server, vendor, grant } = await linked()
  return {
    ...{ vendor, grant, book: own },
    put: async (card, picture) => server.put(card.id, written(card, server.groupOf), card.categories ?? [], picture),
    remove: async id => server.remove(id),
    forget: async () => server.forget(),
    revoke: async () => server.identity.refuse(true),
    reachable: async yes => server.limit(!yes),
    stop: () => server.stop(),
  }
})

test('whom she has only written to is a book of its own', async () => {
  const { server, vendor, grant } = await linked()
  const contacts = vendor.open(grant, { keep: async () => {} })
  expect((await contacts.books()).map(({ id }) => id)).toEqual([own, others])
  expect((await contacts.read(others)).cards).toMatchObject([{ name: 'kund@annan.example' }])
  server.limit(true)
  await expect(contacts.read(own)).rejects.toMatchObject({ code: 'books.unavailable', details: { retryAfter: 9 } })
  await server.stop()
})

test('a birthday may have no year, and a letter is no picture', () => {
  const person = { resourceName: 'people/1', names: [{ displayName: 'Eva' }] }
  const birthdays = [{ date: { month: 3, day: 12 } }]
  const photos = [{ url: 'https://lh3.googleusercontent.com/x', default: true }]
  const card = personCard({ ...person, birthdays, photos }, new Map())
  expect([card?.birthday, card?.photo]).toEqual(['--03-12', undefined])
})
