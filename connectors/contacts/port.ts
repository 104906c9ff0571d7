/**
 * Address books that people keep elsewhere, read and never written. A vendor hands out grants (who may read what), opens somebody's
 * contacts with one, and gives each as a card; whatever a vendor's own words are (FN, displayName, names[].displayName), they end here.
 *
 * Errors are HubError: `books.refused` (403: the grant is no good any more; somebody has to sign in again),
 * `books.unavailable` (503: not now; `details.retryAfter` in seconds where the vendor named it), `books.gone` (404: there
 * is no such book), `books.address` (422: no book is at this address, or it may not be asked).
 */
import { definePort } from '../../core/define.ts'
import type { Consent, Grant, SignIn } from '../calendar/port.ts'

export type { Consent, Grant, SignIn }

export const phoneKinds = ['mobile', 'work', 'home', 'main', 'fax', 'pager', 'other'] as const
export type PhoneKind = (typeof phoneKinds)[number]

export interface Phone {
  readonly kind: PhoneKind
  /** As it stands in the book: not E.164, and perhaps not a number at all. */
  readonly number: string
}

/** Somebody in a book, with all that the book says. Text is without control characters; nothing is longer than connectors/contacts/card.ts lets it. */
export interface Card {
  /** The same at every reading; unique in the book. */
  readonly id: string
  /** Never empty: of whoever has no name the organisation, an address or a number. */
  readonly name: string
  readonly nickname?: string | undefined
  readonly organisation?: string | undefined
  readonly department?: string | undefined
  readonly title?: string | undefined
  readonly phones: readonly Phone[]
  readonly emails: readonly string[]
  /** One line each. */
  readonly addresses: readonly string[]
  /** Pages of that person's own, on LinkedIn or Facebook too. http or https. */
  readonly urls: readonly string[]
  /** Names in chats, with the service's where it is known: "skype: anna". */
  readonly chats: readonly string[]
  /** "1980-03-12", or "--03-12" where the year isn't told (RFC 6350 section 4.3.1). */
  readonly birthday?: string | undefined
  readonly notes?: string | undefined
  readonly categories: readonly string[]
  /** Another when the picture is another. None where there is no picture; where a vendor doesn't tell, there may be one. */
  readonly photo?: string | undefined
}

export interface BookInfo {
  readonly id: string
  readonly name: string
}

export interface BookReading {
  /** All there is in the book; otherwise only what has changed since the cursor. A vendor that lost count reads the whole anew. */
  readonly whole: boolean
  readonly cards: readonly Card[]
  /** Ids of cards that are there no more. Empty where `whole`. */
  readonly gone: readonly string[]
  /** For the next reading of the same book. */
  readonly cursor?: string | undefined
}

export const pictureTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const

export interface Picture {
  /** What the bytes themselves say. */
  readonly type: (typeof pictureTypes)[number]
  readonly content: Uint8Array
}

/** Somebody's contacts, opened. One request at a time: the vendors allow few for a mailbox. */
export interface Contacts {
  books(): Promise<readonly BookInfo[]>
  read(book: string, cursor?: string): Promise<BookReading>
  /** Undefined where there is none, or none that may be shown. `card` is as it was read. */
  photo(book: string, card: string): Promise<Picture | undefined>
}

export const vendorNames = ['microsoft', 'google', 'carddav'] as const
export type VendorName = (typeof vendorNames)[number]

export interface ContactsVendor {
  readonly name: VendorName
  /** As people know it. A name, the same in all languages. */
  readonly title: string
  readonly consent?: Consent | undefined
  readonly signIn?: SignIn | undefined
  /** `keep` is called with the grant that is good from now on, where the vendor gives a new one now and then. */
  open(grant: Grant, options: { keep: (grant: Grant) => Promise<void> }): Contacts
}

export interface AddressBooks {
  /** Those that this hub is set up for. */
  readonly vendors: readonly ContactsVendor[]
  stop(): Promise<void>
}

export const addressBooks = definePort<AddressBooks>('contacts')
