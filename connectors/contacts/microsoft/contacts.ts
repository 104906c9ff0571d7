/** Somebody's contacts in Microsoft 365: https://learn.microsoft.com/graph/api/contact-delta */
import type { Contact, ContactFolder } from '@microsoft/microsoft-graph-types'
import { HubError } from '../../../core/error.ts'
import { type OfPort, unavailable } from '../../http/problems.ts'
import type { Graph } from '../../microsoft/client.ts'
import { mostCards } from '../card.ts'
import { pictureOf } from '../picture.ts'
import type { BookInfo, BookReading, Card, Contacts } from '../port.ts'
import { contactCard, selected } from './card.ts'

/** A row of a delta: https://learn.microsoft.com/graph/delta-query-overview */
export type Changed = Contact & { readonly '@removed'?: { readonly reason?: string } }

interface Page {
  readonly value?: readonly Changed[]
  readonly '@odata.nextLink'?: string
  readonly '@odata.deltaLink'?: string
}

const isGone = (error: unknown) => error instanceof HubError && error.code === 'books.gone'
/** No page can be had any more by a link that the vendor has forgotten: 410, syncStateNotFound. */
const isForgotten = (error: unknown) =>
  error instanceof HubError && /syncState|resync|SyncStateNotFound/i.test(String(error.details.reason))

export function microsoftContacts(of: OfPort, { path, ask, list }: Graph): Contacts {
  const folderPath = (book: string) => `/${path}/contactFolders/${encodeURIComponent(book)}`

  /** The rounds of a delta, until it says where the next begins. */
  async function round(first: () => Promise<Page>): Promise<{ rows: readonly Changed[]; cursor: string | undefined }> {
    const rows: Changed[] = []
    let page = await first()
    for (;;) {
      rows.push(...(page.value ?? []))
      const next = page['@odata.nextLink']
      if (!next) return { rows, cursor: page['@odata.deltaLink'] }
      if (rows.length > mostCards * 2) throw unavailable(of, 'more contacts than a book has')
      page = await ask(next, request => request.get() as Promise<Page>)
    }
  }

  async function whole(book: string): Promise<BookReading> {
    // Without the photo's existence, which Graph doesn't tell: it is asked for when somebody looks.
    const $select = selected.join(',')
    const { rows, cursor } = await round(() =>
      ask(`${folderPath(book)}/contacts/delta`, request => request.query({ $select }).get() as Promise<Page>),
    )
    return { whole: true, cards: latest(rows).cards.slice(0, mostCards), gone: [], cursor }
  }

  async function since(cursor: string): Promise<BookReading | undefined> {
    try {
      const { rows, cursor: next } = await round(() => ask(cursor, request => request.get() as Promise<Page>))
      return { whole: false, ...latest(rows), cursor: next }
    } catch (error) {
      if (isGone(error) || isForgotten(error)) return undefined
      throw error
    }
  }

  return {
    async books() {
      const folders = await list<ContactFolder>(`/${path}/contactFolders`, { $select: 'id,displayName', $top: '100' })
      // The folder that all have isn't among them. Each contact in it names it; with nobody in it there is nothing to read.
      const main = await ask(
        `/${path}/contacts`,
        request => request.query({ $select: 'parentFolderId', $top: '1' }).get() as Promise<{ value?: Contact[] }>,
      )
      const id = main.value?.[0]?.parentFolderId
      const own: readonly ContactFolder[] = id ? [{ id, displayName: 'Contacts' }] : []
      return [...own, ...folders.filter(folder => folder.id !== id)].flatMap(bookInfo)
    },
    async read(book, cursor) {
      return (cursor === undefined ? undefined : await since(cursor)) ?? whole(book)
    },
    async photo(book, card) {
      try {
        const content: unknown = await ask(
          `${folderPath(book)}/contacts/${encodeURIComponent(card)}/photo/$value`,
          request => request.get(),
        )
        // The client makes one of what says that it is a picture.
        return content instanceof Blob ? pictureOf(new Uint8Array(await content.arrayBuffer())) : undefined
      } catch (error) {
        if (isGone(error)) return undefined
        throw error
      }
    },
  }
}

const bookInfo = ({ id, displayName }: ContactFolder): readonly BookInfo[] =>
  id ? [{ id, name: displayName || 'Contacts' }] : []

/** Of several rows of the same contact the last counts. */
function latest(rows: readonly Changed[]): { readonly cards: readonly Card[]; readonly gone: readonly string[] } {
  const last = new Map(rows.flatMap(row => (row.id ? [[row.id, row] as const] : [])))
  const read = [...last].map(([id, row]) => ({ id, card: row['@removed'] ? undefined : contactCard(row) }))
  return {
    cards: read.flatMap(({ card }) => card ?? []),
    gone: read.filter(({ card }) => !card).map(({ id }) => id),
  }
}
