/** Somebody's contacts on a CardDAV server, by what changed where it can say that (RFC 6578). */
import { setImmediate } from 'node:timers/promises'
import { HubError } from '../../../core/error.ts'
import { type Dav, type Row, textIn } from '../../dav/dav.ts'
import { unavailable } from '../../dav/request.ts'
import { mostCards } from '../card.ts'
import { pictureOf } from '../picture.ts'
import type { BookInfo, BookReading, Card, Contacts } from '../port.ts'
import { cardIn, photoIn } from './vcard.ts'

const bookProps = { 'd:displayname': {}, 'd:resourcetype': {} }
const stateProps = { 'd:sync-token': {}, 'cs:getctag': {} }
const tagProps = { 'd:getetag': {} }
const cardProps = { 'd:getetag': {}, 'cr:address-data': {} }
const errors = { port: 'books' }

/** Cards asked for at once: each may have a picture in it. */
const batch = 20

export function carddavContacts(dav: Dav, home: URL): Contacts {
  const base = withSlash(home)

  /** Ids are paths below her home: one that leads elsewhere is nobody's. */
  function below(id: string, within: URL): URL {
    const url = URL.canParse(id, within.href) ? new URL(id, within) : undefined
    if (url?.origin !== within.origin || !url.pathname.startsWith(within.pathname))
      throw new HubError('books.gone', 404)
    return url
  }
  const bookAt = (book: string) => withSlash(below(book, base))
  const idOf = (row: Row, book: URL) => row.url.pathname.slice(book.pathname.length)

  async function get(book: URL, rows: readonly Row[]): Promise<readonly Row[]> {
    const found: Row[] = []
    for (let from = 0; from < rows.length; from += batch) {
      const hrefs = rows.slice(from, from + batch).map(({ url }) => url.pathname)
      const part = await dav.report(book, { 'cr:addressbook-multiget': { 'd:prop': cardProps, 'd:href': hrefs } }, '1')
      found.push(...(part?.rows ?? []))
    }
    return found
  }

  async function cardsOf(book: URL, rows: readonly Row[]): Promise<readonly Card[]> {
    const cards: Card[] = []
    let done = 0
    for (const row of await get(book, rows)) {
      const card = cardIn(idOf(row, book), textIn(row.props.addressData) ?? '')
      if (card) cards.push(card)
      // Calls don't wait for somebody's thousand contacts.
      if (++done % 50 === 0) await setImmediate()
    }
    return cards
  }

  const isCard = (row: Row, book: URL) =>
    row.url.origin === book.origin && row.url.pathname.startsWith(book.pathname) && row.url.pathname !== book.pathname

  async function whole(book: URL): Promise<BookReading> {
    // Before the cards: what is changed meanwhile comes once more, and is not lost.
    const { rows: states } = await dav.propfind(book, stateProps, '0')
    const { rows } = await dav.propfind(book, tagProps, '1')
    const cards = await cardsOf(book, rows.filter(row => isCard(row, book)).slice(0, mostCards))
    return { whole: true, cards, gone: [], cursor: cursorOf(states[0]) }
  }

  async function since(book: URL, token: string): Promise<BookReading | undefined> {
    const sync = { 'd:sync-token': token, 'd:sync-level': '1', 'd:prop': tagProps }
    const changes = await dav.report(book, { 'd:sync-collection': sync }, '0')
    // 507: there is more than it says at once (RFC 6578 section 3.6).
    if (!changes?.syncToken || changes.rows.some(({ status }) => status === 507)) return undefined
    const rows = changes.rows.filter(row => isCard(row, book))
    const there = rows.filter(({ status }) => status < 300)
    const cards = await cardsOf(book, there)
    const read = new Set(cards.map(({ id }) => id))
    // What can't be read as somebody's card any more is nobody's.
    const gone = rows.map(row => idOf(row, book)).filter(id => !read.has(id))
    return { whole: false, cards, gone, cursor: JSON.stringify({ token: changes.syncToken }) }
  }

  return {
    async books() {
      const { rows } = await dav.propfind(base, bookProps, '1')
      return rows.filter(isBook).flatMap(row => infoOf(row, base) ?? [])
    },
    async read(book, cursor) {
      const url = bookAt(book)
      const { token, ctag } = cursorIn(cursor)
      if (token !== undefined) return (await since(url, token)) ?? whole(url)
      if (ctag !== undefined) {
        const { rows } = await dav.propfind(url, stateProps, '0')
        if (cursorOf(rows[0]) === cursor) return { whole: false, cards: [], gone: [], cursor }
      }
      return whole(url)
    },
    async photo(book, card) {
      const url = bookAt(book)
      const href = below(card, url).pathname
      const found = await dav.report(url, { 'cr:addressbook-multiget': { 'd:prop': cardProps, 'd:href': [href] } }, '1')
      if (!found) throw unavailable(errors, 'no answer')
      const content = photoIn(textIn(found.rows[0]?.props.addressData) ?? '')
      return content && pictureOf(content)
    },
  }
}

const withSlash = (url: URL) => (url.pathname.endsWith('/') ? url : new URL(`${url.pathname}/`, url))
const isBook = ({ props }: Row) => Object.hasOwn(Object(props.resourcetype), 'addressbook')

function infoOf({ url, props }: Row, base: URL): BookInfo | undefined {
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return undefined
  const id = url.pathname.slice(base.pathname.length) || './'
  return { id, name: textIn(props.displayname)?.trim().slice(0, 190) || id.replace(/\/$/, '') }
}

function cursorOf(row: Row | undefined): string | undefined {
  const [token, ctag] = [textIn(row?.props.syncToken), textIn(row?.props.getctag)]
  if (token !== undefined) return JSON.stringify({ token })
  return ctag === undefined ? undefined : JSON.stringify({ ctag })
}

function cursorIn(cursor = '{}'): { readonly token?: string; readonly ctag?: string } {
  try {
    return Object(JSON.parse(cursor)) as { token?: string; ctag?: string }
  } catch {
    return {}
  }
}
