/** Pictures: fetched when somebody first looks, and kept as files. */
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { HubError } from '../../core/error.ts'
import type { Download, Hub, Who } from '../../core/hub.ts'
import { type Cards, namedOf } from './cards.ts'
import type { Changes } from './changes.ts'
import { type Links, notFound, ownerOf } from './links.ts'
import type { Reader } from './reading.ts'
import { entryOf, hashOf } from './rows.ts'
import type { Tables } from './tables.ts'

const pictureTypes: Readonly<Record<string, string>> = {
  ...{ 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp' },
}

const photosOf = ({ folder }: Pick<Hub, 'folder'>, link: string, card: string) => join(folder, link, card)

/** Of who is gone, or another now. */
export async function forgetPhotos(hub: Pick<Hub, 'folder'>, link: string, cards: readonly string[]): Promise<void> {
  for (const card of cards) await rm(photosOf(hub, link, card), { recursive: true, force: true })
}

interface Parts {
  readonly tables: Tables
  readonly links: Links
  readonly cards: Cards
  readonly reader: Reader
  readonly changes: Changes
}

export function openPhotos(hub: Pick<Hub, 'folder'>, { tables, links, cards, reader, changes }: Parts) {
  /** Whoever looks at the same one meanwhile waits for it, and the vendor is asked once. */
  const fetching = new Map<string, Promise<Download>>()

  async function kept(folder: string, name: string): Promise<Download | undefined> {
    for (const [type, ending] of Object.entries(pictureTypes)) {
      const file = join(folder, `${name}.${ending}`)
      if (await stat(file).catch(() => undefined)) return { file, type }
    }
    return undefined
  }

  return async ({ id, mark }: { id: string; mark: string }, { organisation, person }: Who): Promise<Download> => {
    const where = { organisationId: organisation, id, ownerId: [person, ''] }
    const found = await tables.cards.findOne({ where })
    const row = found?.get()
    if (!found || !row || row.card.photo === undefined || row.card.photo !== mark) throw notFound()
    const folder = photosOf(hub, row.linkId, row.id)
    const name = hashOf(`${row.id} ${mark}`)

    async function fetched(): Promise<Download> {
      const link = row && (await links.find(row.linkId))
      const book = link?.books.find(({ id }) => hashOf(id) === row?.book)
      if (!found || !row || !link || !book) throw notFound()
      const picture = await reader.open(link).photo(book.id, row.card.id)
      if (!picture) {
        // Known now: nobody asks again until the card is another.
        const { photo: _, ...card } = row.card
        await found.update({ card })
        const place = cards.placeOf(organisation)
        changes.cards(ownerOf(link), [{ entry: entryOf(found.get(), place), named: namedOf(found.get()) }], [])
        throw notFound()
      }
      const file = join(folder, `${name}.${pictureTypes[picture.type]}`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Whole or not at all, also for another hub on the same folder.
      const making = join(folder, `${v7()}.part`)
      await writeFile(making, picture.content, { mode: 0o600 })
      await rename(making, file)
      return { file, type: picture.type }
    }

    const there = await kept(folder, name)
    if (there) return there
    const now = fetching.get(name) ?? fetched().finally(() => fetching.delete(name))
    fetching.set(name, now)
    return now.catch((error: unknown) => {
      throw error instanceof HubError ? error : new HubError('books.unavailable', 503, { cause: String(error) })
    })
  }
}
