/** Cards as rows, and rows as lists show them. */
import { createHash } from 'node:crypto'
import type { Card } from '../../connectors/contacts/port.ts'
import type { Stored } from '../../core/hub.ts'
import { e164, type Place } from '../directory/contract.ts'
import type { CardEntry } from './contract.ts'
import type { CardRow } from './tables.ts'

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

export type Written = Pick<CardRow, 'key' | 'hash' | 'name' | 'company' | 'numbers' | 'card'>

/** `place` is where numbers without a country's code are. */
export function rowOf(card: Card, place: Place): Written {
  const numbers = card.phones.map(({ number }) => e164(number, place)).filter(number => number !== undefined)
  const { id, name, organisation: company = '' } = card
  const said = { name, company, numbers: [...new Set(numbers)], card }
  return { key: hashOf(id), hash: hashOf(JSON.stringify(said)), ...said }
}

export type StoredCard = Pick<CardRow & Stored, 'id' | 'organisationId' | 'ownerId' | 'linkId' | 'card'>

/** Numbers are as they can be dialled, where they can. */
export function entryOf({ id, ownerId, linkId, card }: StoredCard, place: Place): CardEntry {
  const { name, title, organisation, department, nickname, phones, emails, photo } = card
  const { addresses, urls, chats, birthday, notes, categories } = card
  return {
    ...{ id, link: linkId, name, emails: [...emails] },
    whose: ownerId === '' ? 'company' : 'own',
    about: [title, organisation].filter(Boolean).join(', '),
    phones: phones.map(({ kind, number }) => ({ kind, number: e164(number, place) ?? number })),
    text: [nickname, department, birthday, notes, ...addresses, ...urls, ...chats, ...categories].filter(
      text => text !== undefined,
    ),
    ...(photo !== undefined && { photo }),
  }
}
