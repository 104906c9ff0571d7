/** Somebody's contacts at Google: https://developers.google.com/people/v1/contacts */
import type { people_v1 } from 'googleapis/build/src/apis/people/v1.js'
import { HubError } from '../../../core/error.ts'
import type { Ask, GoogleApp } from '../../google/client.ts'
import { gone, unavailable } from '../../http/problems.ts'
import { mostCards, mostPicture } from '../card.ts'
import { pictureOf } from '../picture.ts'
import type { BookReading, Card, Contacts } from '../port.ts'
import { otherFields, personCard, personFields, photoOf } from './card.ts'

export const own = 'people/me'
export const others = 'otherContacts'
const books = [
  { id: own, name: 'Contacts' },
  { id: others, name: 'Other contacts' },
]
const patience = 30_000

interface Page {
  readonly people: readonly people_v1.Schema$Person[]
  readonly nextPageToken?: string | null | undefined
  readonly nextSyncToken?: string | null | undefined
}

/** Sync tokens last for seven days: https://developers.google.com/people/api/rest/v1/people.connections/list */
const isExpired = (error: unknown) =>
  error instanceof HubError && /EXPIRED_SYNC_TOKEN|sync token is expired/i.test(String(error.details.reason))

export function googleContacts(app: GoogleApp, ask: Ask<people_v1.People>): Contacts {
  /** What is asked has to stay the same for a sync token to go on. */
  async function page(book: string, by: { syncToken?: string; pageToken?: string }): Promise<Page> {
    const same = { pageSize: 1_000, requestSyncToken: true, ...by }
    if (book === own) {
      const query = { resourceName: own, personFields: personFields.join(','), ...same }
      const { connections = [], ...rest } = await ask(people => people.people.connections.list(query))
      return { people: connections, ...rest }
    }
    const query = { readMask: otherFields.join(','), ...same }
    const { otherContacts = [], ...rest } = await ask(people => people.otherContacts.list(query))
    return { people: otherContacts, ...rest }
  }

  async function pages(book: string, syncToken: string | undefined) {
    const people: people_v1.Schema$Person[] = []
    let pageToken: string | undefined
    for (;;) {
      const some = await page(book, { ...(syncToken && { syncToken }), ...(pageToken && { pageToken }) })
      people.push(...some.people)
      pageToken = some.nextPageToken ?? undefined
      if (!pageToken) return { people, cursor: some.nextSyncToken ?? undefined }
      if (people.length > mostCards * 2) throw unavailable(app, 'more contacts than a book has')
    }
  }

  /** Names of her labels by their ids. */
  async function labels(): Promise<ReadonlyMap<string, string>> {
    const { contactGroups = [] } = await ask(people => people.contactGroups.list({ pageSize: 200 }))
    const hers = contactGroups.filter(({ groupType }) => groupType === 'USER_CONTACT_GROUP')
    return new Map(hers.map(({ resourceName, name }) => [resourceName ?? '', name ?? '']))
  }

  async function reading(book: string, syncToken?: string): Promise<BookReading> {
    const { people, cursor } = await pages(book, syncToken)
    const named = book === own && people.length > 0 ? await labels() : new Map<string, string>()
    const read = people.map(person => ({ id: person.resourceName ?? '', card: personCard(person, named) }))
    const cards = read.flatMap(({ card }): readonly Card[] => (card ? [card] : [])).slice(0, mostCards)
    const whole = syncToken === undefined
    return { whole, cards, gone: whole ? [] : read.filter(({ card }) => !card).map(({ id }) => id), cursor }
  }

  return {
    books: async () => books,
    async read(book, cursor) {
      if (!books.some(({ id }) => id === book)) throw gone(app, book)
      try {
        return await reading(book, cursor)
      } catch (error) {
        if (cursor === undefined || !isExpired(error)) throw error
        return reading(book)
      }
    },
    async photo(_, card) {
      const person = await ask(people => people.people.get({ resourceName: card, personFields: 'photos' }))
      const url = URL.parse(photoOf(person) ?? '')
      // What a person's page says is fetched from Google alone.
      if (url?.protocol !== 'https:' || !url.hostname.endsWith('.googleusercontent.com')) return undefined
      try {
        const ours = app.fetch ?? fetch
        const response = await ours(url, { redirect: 'error', signal: AbortSignal.timeout(patience) })
        if (!response.ok || Number(response.headers.get('content-length') ?? 0) > mostPicture) return undefined
        return pictureOf(new Uint8Array(await response.arrayBuffer()))
      } catch (error) {
        throw unavailable(app, error instanceof Error ? error.message : String(error))
      }
    },
  }
}
