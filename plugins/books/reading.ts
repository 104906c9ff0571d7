/** Reads the linked books: when they are linked, a while after the last time, and when somebody asks for it. */
import { z } from 'zod'
import type { AddressBooks, Contacts } from '../../connectors/contacts/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Staff } from '../directory/contract.ts'
import { type Cards, namedOf } from './cards.ts'
import type { Changes } from './changes.ts'
import type { Health } from './contract.ts'
import { type Link, type Links, ownerOf } from './links.ts'
import { forgetPhotos } from './photos.ts'
import { entryOf } from './rows.ts'
import type { CardRow, LinkedBook } from './tables.ts'

/** Seconds. Vendors tell of no changes to contacts in a way that all of them have, and people change them seldom. */
const pause = 15 * 60
const pauseAway = 5 * 60
const longest = 6 * 3_600

interface Parts {
  readonly vendors: AddressBooks['vendors']
  readonly links: Links
  readonly cards: Cards
  readonly changes: Changes
  readonly staff: Pick<Staff, 'hasLeft'>
}

export function reader(hub: Hub, { vendors, links, cards, changes, staff }: Parts) {
  /** One at a time for a link: whoever asks for another gets what comes of the one that runs. */
  const running = new Map<string, Promise<void>>()
  const job = hub.job('read', z.object({ link: z.string() }), ({ link }) => read(link))
  const later = (link: string, seconds: number) => job.at(new Date(Date.now() + seconds * 1000), link, { link })

  function open(link: Link): Contacts {
    const vendor = vendors.find(({ name }) => name === link.vendor)
    if (!vendor) throw new HubError('books.vendor', 422)
    return vendor.open(links.grantOf(link), { keep: grant => links.keep(link, grant) })
  }

  async function readBook(link: Link, contacts: Contacts, { id, name, cursor }: LinkedBook): Promise<LinkedBook> {
    const reading = await contacts.read(id, cursor)
    const { put, gone } = await cards.write(link, id, reading)
    await forgetPhotos(hub, link.id, [...gone, ...put.map(({ id }) => id)])
    const place = cards.placeOf(link.organisationId)
    const told = put.map(row => ({ entry: entryOf(row, place), named: namedOf(row as CardRow & typeof row) }))
    changes.cards(ownerOf(link), told, gone)
    return { id, name, ...(reading.cursor !== undefined && { cursor: reading.cursor }) }
  }

  async function readLink(link: Link): Promise<void> {
    const contacts = open(link)
    const before = new Map(link.books.map(book => [book.id, book]))
    const there = await contacts.books()
    const books: LinkedBook[] = []
    for (const book of there) books.push(await readBook(link, contacts, { ...before.get(book.id), ...book }))
    for (const { id } of before.values()) {
      // A book that was taken away takes everybody in it along.
      if (there.some(book => book.id === id)) continue
      const { gone } = await cards.write(link, id, { whole: true, cards: [], gone: [] })
      await forgetPhotos(hub, link.id, gone)
      changes.cards(ownerOf(link), [], gone)
    }
    await links.read(link, 'well', books)
  }

  async function attempt(id: string): Promise<void> {
    const link = await links.find(id)
    if (!link || staff.hasLeft(link.ownerId)) return
    try {
      await readLink(link)
      await later(id, pause)
    } catch (error) {
      const health = healthAfter(error)
      hub.log.warn({ err: error, link: id, health }, 'a linked address book could not be read')
      await links.read(link, health)
      // It helps nobody to ask again until somebody has signed in.
      if (health !== 'refused') await later(id, pauseAfter(error))
    }
  }

  function read(id: string): Promise<void> {
    const now = running.get(id) ?? attempt(id).finally(() => running.delete(id))
    running.set(id, now)
    return now
  }

  return {
    read,
    open,
    /** Seen in the list of links, and not waited for. */
    soon: (link: string) => job.at(new Date(), link, { link }),
    forget: (link: string) => job.cancel(link),
  }
}
export type Reader = ReturnType<typeof reader>

function healthAfter(error: unknown): Health {
  const code = error instanceof HubError ? error.code : ''
  if (code === 'books.refused') return 'refused'
  // With another key than it was sealed with, a grant is lost: whoever signs in again gives a new one.
  if (code.startsWith('sealed.')) return 'refused'
  return code === 'books.gone' ? 'gone' : 'away'
}

function pauseAfter(error: unknown): number {
  const asked = error instanceof HubError ? Number(error.details.retryAfter) : Number.NaN
  return asked > 0 ? Math.min(Math.max(asked, 30), longest) : pauseAway
}
