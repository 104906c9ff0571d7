/** Keeps every hub's projection in step, and the lists that people have open. */
import { z } from 'zod'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type CardEntry, cardEntry, cardsView, type LinkEntry, linkEntry, linksView } from './contract.ts'
import { type Named, named, type Projection } from './projection.ts'

export interface Owner {
  readonly organisation: string
  /** Person id; '' for the company's. */
  readonly owner: string
}

/** Call these when the change is in the database. */
export interface Changes {
  cards(of: Owner, put: readonly { entry: CardEntry; named: Named }[], gone: readonly string[]): void
  link(of: Owner, link: LinkEntry): void
  unlinked(of: Owner, link: string): void
}

/** What the views show to begin with. */
export interface Shown {
  cards(organisation: string, owners: readonly string[]): Promise<readonly CardEntry[]>
  links(organisation: string, owners: readonly string[]): Promise<readonly LinkEntry[]>
}

// A message goes through Redis, and to every subscriber, whole.
const portion = 200

const owned = { organisation: z.string(), owner: z.string() }
const cardsWire = z.object({
  ...owned,
  put: z.array(z.object({ entry: cardEntry, named })),
  gone: z.array(z.string()),
})

export function followChanges(hub: Hub, projection: Projection, directory: Directory, shown: Shown): Changes {
  const tellCards = hub.live(cardsView, {
    key: who => who.person,
    snapshot: async (organisation, person) => {
      const cards = await shown.cards(organisation, [person, ''])
      return { cards: Object.fromEntries(cards.map(card => [card.id, card])) }
    },
  })
  const tellLinks = hub.live(linksView, {
    key: who => who.person,
    snapshot: async (organisation, person) => {
      const links = await shown.links(organisation, [person, ''])
      return { links: Object.fromEntries(links.map(link => [link.id, link])) }
    },
  })

  /** Whoever sees that book: its owner, or with the company's everybody. */
  const seenBy = ({ organisation, owner }: Owner) =>
    owner === '' ? directory.people(organisation).map(({ id }) => id) : [owner]

  const cards = hub.broadcast('cards', cardsWire, ({ organisation, owner, put, gone }) => {
    for (const { named } of put) projection.put(named)
    for (const id of gone) projection.remove(organisation, owner, id)
    const message = { cards: put.map(({ entry }) => entry), gone }
    for (const key of seenBy({ organisation, owner })) tellCards({ organisation, key }, message)
  })
  const link = hub.broadcast('link', z.object({ ...owned, link: linkEntry }), ({ link, ...of }) => {
    for (const key of seenBy(of)) tellLinks({ organisation: of.organisation, key }, { link })
  })
  const unlinked = hub.broadcast('unlinked', z.object({ ...owned, link: z.string() }), ({ link, ...of }) => {
    projection.unlink(of.organisation, of.owner, link)
    for (const key of seenBy(of)) {
      tellCards({ organisation: of.organisation, key }, { unlinked: link })
      tellLinks({ organisation: of.organisation, key }, { unlinked: link })
    }
  })

  return {
    cards({ organisation, owner }, put, gone) {
      for (let at = 0; at < put.length; at += portion) {
        cards({ organisation, owner, put: put.slice(at, at + portion), gone: [] })
      }
      for (let at = 0; at < gone.length; at += portion) {
        cards({ organisation, owner, put: [], gone: gone.slice(at, at + portion) })
      }
    },
    link: ({ organisation, owner }, entry) => link({ organisation, owner, link: entry }),
    unlinked: ({ organisation, owner }, id) => unlinked({ organisation, owner, link: id }),
  }
}
