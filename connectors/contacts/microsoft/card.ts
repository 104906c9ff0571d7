/** A contact of Outlook as a card: https://learn.microsoft.com/graph/api/resources/contact */
import type { Contact, PhysicalAddress } from '@microsoft/microsoft-graph-types'
import { cardOf } from '../card.ts'
import type { Card, Phone, PhoneKind } from '../port.ts'

export const selected = [
  ...(['id', 'displayName', 'givenName', 'surname', 'nickName', 'companyName', 'department', 'jobTitle'] as const),
  ...(['businessPhones', 'homePhones', 'mobilePhone', 'emailAddresses', 'imAddresses', 'businessHomePage'] as const),
  ...(['businessAddress', 'homeAddress', 'otherAddress', 'birthday', 'personalNotes', 'categories'] as const),
  ...(['changeKey', 'spouseName', 'officeLocation'] as const),
] satisfies readonly (keyof Contact)[]

export function contactCard(contact: Contact): Card | undefined {
  const { id = '', displayName, givenName, surname, birthday, changeKey, businessHomePage, mobilePhone } = contact
  const phones = (kind: PhoneKind, numbers: readonly string[] | null | undefined): readonly Phone[] =>
    (numbers ?? []).map(number => ({ kind, number }))
  return cardOf({
    id,
    name: displayName || [givenName, surname].filter(Boolean).join(' '),
    nickname: contact.nickName,
    organisation: contact.companyName,
    department: contact.department,
    title: contact.jobTitle,
    phones: [
      ...phones('mobile', mobilePhone ? [mobilePhone] : []),
      ...phones('work', contact.businessPhones),
      ...phones('home', contact.homePhones),
    ],
    emails: (contact.emailAddresses ?? []).flatMap(({ address }) => address ?? []),
    addresses: [contact.businessAddress, contact.homeAddress, contact.otherAddress].map(addressOf),
    urls: businessHomePage ? [businessHomePage] : [],
    chats: contact.imAddresses ?? [],
    // A day, told as midnight or noon in UTC; 1604 stands for a year that nobody gave.
    birthday: birthday?.slice(0, 10).replace(/^1604/, '-'),
    notes: contact.personalNotes,
    categories: contact.categories ?? [],
    photo: changeKey,
  })
}

function addressOf(address: PhysicalAddress | null | undefined): string {
  const { street, postalCode, city, state, countryOrRegion } = address ?? {}
  const town = [postalCode, city].filter(Boolean).join(' ')
  return [street, town, state, countryOrRegion].filter(Boolean).join(', ')
}
