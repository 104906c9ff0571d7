/** Somebody among Google's people as a card: https://developers.google.com/people/api/rest/v1/people */
import type { people_v1 } from 'googleapis/build/src/apis/people/v1.js'
import { cardOf } from '../card.ts'
import type { Card, PhoneKind } from '../port.ts'

type Person = people_v1.Schema$Person

export const personFields = [
  ...(['names', 'nicknames', 'organizations', 'phoneNumbers', 'emailAddresses', 'addresses', 'urls'] as const),
  ...(['imClients', 'birthdays', 'biographies', 'memberships', 'photos', 'metadata'] as const),
] satisfies readonly (keyof Person)[]
/** All that Google tells of whom she has only written to. */
export const otherFields = ['names', 'emailAddresses', 'phoneNumbers', 'metadata'] satisfies readonly (keyof Person)[]

const kinds: Readonly<Record<string, PhoneKind>> = {
  ...{ mobile: 'mobile', workMobile: 'mobile', work: 'work', home: 'home', main: 'main' },
  ...{ workFax: 'fax', homeFax: 'fax', otherFax: 'fax', pager: 'pager', workPager: 'pager' },
}

/** A picture that somebody chose: Google draws one, of the first letter, for all others. */
export const photoOf = ({ photos = [] }: Person): string | undefined =>
  photos.find(photo => photo.default !== true && photo.url)?.url ?? undefined

/** Undefined for who is there no more. `labels`: names by the ids of groups. */
export function personCard(person: Person, labels: ReadonlyMap<string, string>): Card | undefined {
  if (person.metadata?.deleted) return undefined
  const { resourceName, names, nicknames, organizations, phoneNumbers, emailAddresses, addresses } = person
  const { urls, imClients, birthdays, biographies, memberships } = person
  const [organisation] = organizations ?? []
  return cardOf({
    id: resourceName ?? '',
    name: names?.[0]?.displayName,
    nickname: nicknames?.map(({ value }) => value ?? '').join(', '),
    ...{ organisation: organisation?.name, department: organisation?.department, title: organisation?.title },
    phones: (phoneNumbers ?? []).map(({ value, type }) => ({
      kind: kinds[type ?? ''] ?? 'other',
      number: value ?? '',
    })),
    emails: (emailAddresses ?? []).map(({ value }) => value ?? ''),
    addresses: (addresses ?? []).map(({ formattedValue }) => formattedValue?.replaceAll(/\s*\n\s*/g, ', ') ?? ''),
    urls: (urls ?? []).map(({ value }) => value ?? ''),
    chats: (imClients ?? []).map(({ protocol, username }) => [protocol, username].filter(Boolean).join(': ')),
    birthday: birthdayOf(birthdays?.find(({ date }) => date)?.date),
    notes: biographies?.[0]?.value,
    categories: (memberships ?? []).flatMap(
      ({ contactGroupMembership }) => labels.get(contactGroupMembership?.contactGroupResourceName ?? '') ?? [],
    ),
    photo: photoOf(person),
  })
}

function birthdayOf(date: people_v1.Schema$Date | undefined): string | undefined {
  const two = (value: number | null | undefined) => String(value ?? 0).padStart(2, '0')
  return date && `${date.year ? String(date.year).padStart(4, '0') : '-'}-${two(date.month)}-${two(date.day)}`
}
