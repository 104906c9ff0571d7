import type { Contact } from '@microsoft/microsoft-graph-types'
import { expect, test } from 'vitest'
import type { LooseCard } from '../card.ts'
import { contactsConformance } from '../conformance.ts'
import { contactCard } from './card.ts'
import { microsoftAddressBooks } from './index.ts'
import { graphServer, mainFolder, otherFolder } from './testing/graph-server.ts'

/** RFC 7636 appendix B. */
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const redirect = 'https://svara.norrsken.example/settings/books'

async function linked() {
  const server = await graphServer()
  const vendor = microsoftAddressBooks(server.options)
  const address = vendor.consent?.address({ redirect, state: 's', challenge }) ?? ''
  const { code } = server.identity.consent(address, 'anna@norrsken.example')
  const grant = await vendor.consent?.redeem({ redirect, code, verifier })
  if (!grant) throw new Error('no grant')
  return { server, vendor, grant }
}

/** As Outlook writes it. */
function written(card: LooseCard): Contact & { id: string } {
  const { id, name, nickname, organisation, department, title, birthday, notes, categories = [], phones = [] } = card
  const numbers = (kind: string) => phones.filter(phone => phone.kind === kind).map(({ number }) => number)
  const [street = '', town = '', countryOrRegion = ''] = card.addresses?.[0]?.split(', ') ?? []
  return {
    ...{ id, displayName: name ?? null, nickName: nickname ?? null, companyName: organisation ?? null },
    ...{ department: department ?? null, jobTitle: title ?? null, personalNotes: notes ?? '' },
    ...{ mobilePhone: numbers('mobile')[0] ?? null, businessPhones: numbers('work'), homePhones: numbers('home') },
    emailAddresses: (card.emails ?? []).map(address => ({ address, name: address })),
    imAddresses: [...(card.chats ?? [])],
    businessHomePage: card.urls?.[0] ?? null,
    businessAddress: { street, postalCode: town.slice(0, 6), city: town.slice(7), countryOrRegion },
    birthday: birthday ? `${birthday}T11:59:00Z` : null,
    categories: [...categories],
  }
}

contactsConformance('Microsoft Graph', async () => {
  const { server, vendor, grant } = await linked()
  return {
    ...{ vendor, grant, book: mainFolder },
    put: async (card, picture) => server.put(written(card), picture),
    remove: async id => server.remove(id),
    forget: async () => server.forget(),
    revoke: async () => server.identity.refuse(true),
    reachable: async yes => server.throttle(!yes),
    stop: () => server.stop(),
  }
})

test('all folders are books, the one that all have first', async () => {
  const { server, vendor, grant } = await linked()
  const contacts = vendor.open(grant, { keep: async () => {} })
  expect(await contacts.books()).toEqual([
    { id: mainFolder, name: 'Contacts' },
    { id: otherFolder, name: 'Leverantörer' },
  ])
  server.throttle(true)
  await expect(contacts.books()).rejects.toMatchObject({ code: 'books.unavailable', details: { retryAfter: 7 } })
  await server.stop()
})

test('1604 is no year that anybody was born in', () => {
  expect(contactCard({ id: '1', displayName: 'Eva', birthday: '1604-03-12T00:00:00Z' })?.birthday).toBe('--03-12')
})
