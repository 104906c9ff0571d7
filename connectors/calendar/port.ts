/**
 * Calendars that people keep elsewhere, read and never written. A vendor hands out grants (who may read what), opens a mailbox with one, and
 * says in one form what stands in it; whatever a vendor's own words are (showAs, TRANSP, eventType), they end here.
 *
 * Errors are HubError: `calendar.refused` (403: the grant is no good any more; somebody has to sign in again), `calendar.unavailable`
 * (503: not now; `details.retryAfter` in seconds where the vendor named it), `calendar.gone` (404: there is no such calendar, or watch),
 * `calendar.address` (422: no calendar is at this address, or it may not be asked), `calendar.unwatched` (422, from watch and renew: the vendor
 * tells nothing of this calendar, or doesn't reach the hub; `details.reason`. It is read now and then instead).
 */
import { definePort } from '../../core/define.ts'

/** What a vendor gave to read somebody's calendars with. Holds secrets: whoever keeps it seals it. */
export interface Grant {
  /** As the vendor names it, for people: an e-mail address. */
  readonly account: string
  /** The vendor's own, JSON. */
  readonly secret: Readonly<Record<string, unknown>>
}

/**
 * When an event is. All-day events are dates, which are a day of whoever's calendar it is, wherever she is; `end` is the day after the
 * last (RFC 5545 section 3.6.1, and Graph and Google alike). An event whose zone nobody knows has no instant: it is told, and not guessed at.
 */
export type When =
  /** ISO 8601 UTC; `zone` is IANA, where the event has one. */
  | { readonly kind: 'timed'; readonly start: string; readonly end: string; readonly zone?: string | undefined }
  /** "2026-10-09". */
  | { readonly kind: 'all-day'; readonly start: string; readonly end: string }
  /** Wall clock without zone, "2026-10-09T13:30:00", and the zone's name as it came. */
  | { readonly kind: 'unplaced'; readonly start: string; readonly end: string; readonly zone: string }

export const kinds = ['ordinary', 'out-of-office', 'focus', 'working-elsewhere', 'birthday'] as const
export const shows = ['busy', 'tentative', 'free'] as const
export const responses = ['organiser', 'accepted', 'tentative', 'declined', 'none'] as const

/** One occurrence: of a series, each its own. */
export interface CalendarEvent {
  /** The same at every reading, also when the event is moved; unique in the mailbox. Case matters, here and in all ids. */
  readonly id: string
  /** The same for all occurrences of a series, also those that were changed. */
  readonly series?: string | undefined
  /** Id of the calendar. */
  readonly calendar: string
  readonly when: When
  readonly kind: (typeof kinds)[number]
  /** How the time is marked for others. */
  readonly shows: (typeof shows)[number]
  /** The owner's answer to an invitation; `organiser` where it is her own. */
  readonly response: (typeof responses)[number]
  /** Nobody but the owner may know what it is about. */
  readonly private: boolean
  readonly cancelled: boolean
  readonly subject?: string | undefined
  /** Name, else address, of who invited, where it was somebody else. */
  readonly organiser?: string | undefined
  readonly categories: readonly string[]
  /** https address of the online meeting. */
  readonly meeting?: string | undefined
}

export interface CalendarInfo {
  readonly id: string
  readonly name: string
  /** The one that is meant when nothing is said. */
  readonly main: boolean
  /** "#a1b2c3", as its owner sees it. */
  readonly colour?: string | undefined
}

/** ISO 8601 UTC; whatever touches it is meant, `to` itself excluded. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** The occurrences of one item (an event, or a series) in the span, instead of those known before; none: it is not there any more. */
export interface ItemChange {
  readonly item: string
  readonly events: readonly CalendarEvent[]
}

export interface Reading {
  /** All there is in the span; otherwise only what has changed since the cursor. A vendor that lost count reads the whole anew. */
  readonly whole: boolean
  readonly items: readonly ItemChange[]
  /** For the next reading of the same calendar and span. */
  readonly cursor?: string | undefined
}

/** Somebody's calendars, opened. One request at a time: the vendors allow few for a mailbox. */
export interface Mailbox {
  calendars(): Promise<readonly CalendarInfo[]>
  read(calendar: string, span: Span, cursor?: string): Promise<Reading>
  /** Where the vendor tells by itself that something changed: asks for that. */
  watch?(calendar: string, to: WatchTarget): Promise<Watch>
  /** A later end for the same watch, or another watch in its place. */
  renew?(watch: Watch, to: WatchTarget): Promise<Watch>
  /** One that is gone already is no error. */
  unwatch?(watch: Watch): Promise<void>
}

export interface WatchTarget {
  /** https address that the vendor posts to. */
  readonly url: string
  /** Comes back with each notification: nobody else knows it. At most 128 characters. */
  readonly secret: string
}

export interface Watch {
  readonly id: string
  readonly calendar: string
  /** ISO 8601 UTC. Renewed at half its life. */
  readonly expires: string
  /** The vendor's own, needed to end it. */
  readonly resource?: string | undefined
}

/** A request that a vendor sent to a watch's address. Header names in lower case. */
export interface Notification {
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a notification says of a watch. Only a hint: the calendar is read to know. */
export interface Hint {
  readonly watch: string
  readonly secret: string
  /** changed: read; lost: some went astray, read the whole; ended: watch anew; refused: renew the watch, and if that fails sign in. */
  readonly says: 'changed' | 'lost' | 'ended' | 'refused'
}

export interface NotificationReply {
  readonly status: number
  /** text/plain. */
  readonly body?: string | undefined
  readonly hints: readonly Hint[]
}

/** How somebody gives consent in the vendor's own pages: OAuth 2.0's authorisation code (RFC 6749 section 4.1) with PKCE (RFC 7636). */
export interface Consent {
  /** Where to send the browser. */
  address(asked: { redirect: string; state: string; challenge: string }): string
  /** Throws calendar.refused. */
  redeem(answer: { redirect: string; code: string; verifier: string }): Promise<Grant>
}

/** How somebody signs in to a server of their own. */
export interface SignIn {
  /** Finds the calendars from an address or a domain (RFC 6764). Throws calendar.refused, calendar.address. */
  grant(login: { address: string; user: string; password: string }): Promise<Grant>
}

/** Whose mailboxes a company has let the hub into by itself, and which organisation of the hub that company is: the operator says so. */
export interface Tied {
  /** Slug of the only organisation that it is for. */
  readonly organisation: string
  /** In lower case: no address outside them is opened. */
  readonly domains: readonly string[]
}

/** Whether an e-mail address is in one of these domains, themselves alone and nothing below them. */
export function isWithin({ domains }: Pick<Tied, 'domains'>, address: string): boolean {
  const [user = '', domain = '', ...more] = address.toLowerCase().split('@')
  return user !== '' && more.length === 0 && domains.includes(domain)
}

/**
 * Where a company has let the hub in by itself, without asking each of its people. Whoever may say an address there reads its mailbox, which
 * is why it is tied to one organisation and to domains.
 */
export interface Company extends Tied {
  /**
   * The mailbox of an address, `zone` as in `open`. Throws calendar.address outside the domains. So does `calendars` where nobody has that
   * address, and calendar.refused where the company doesn't let the hub into that mailbox.
   */
  mailbox(address: string, options: { readonly zone: string }): Mailbox
}

export const vendorNames = ['microsoft', 'google', 'caldav'] as const
export type VendorName = (typeof vendorNames)[number]

export interface Vendor {
  readonly name: VendorName
  /** As people know it. A name, the same in all languages. */
  readonly title: string
  readonly consent?: Consent | undefined
  readonly signIn?: SignIn | undefined
  readonly company?: Company | undefined
  /**
   * `zone`, IANA, is where wall clocks without a zone are (RFC 5545 section 3.3.5, "floating"). `keep` is called with the grant that is
   * good from now on, where the vendor gives a new one now and then.
   */
  open(grant: Grant, options: { zone: string; keep: (grant: Grant) => Promise<void> }): Mailbox
  notified?(notification: Notification): NotificationReply
}

export interface Calendars {
  /** Those that this hub is set up for. */
  readonly vendors: readonly Vendor[]
  stop(): Promise<void>
}

export const calendar = definePort<Calendars>('calendar')
