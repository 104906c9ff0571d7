import { z } from 'zod'
import { defineLive } from '../../../core/define.ts'
import { cardEntry } from './cards.ts'
import { linkEntry } from './links.ts'

/** The links that I have, and the company's. */
export const linksView = defineLive({
  name: 'books.links',
  allow: 'member',
  state: z.object({ links: z.record(z.string(), linkEntry) }),
  message: z.union([z.object({ link: linkEntry }), z.object({ unlinked: z.string() })]),
  apply(state, message) {
    if ('link' in message) state.links[message.link.id] = message.link
    else delete state.links[message.unlinked]
  },
})

/** Everybody in those books. */
export const cardsView = defineLive({
  name: 'books.cards',
  allow: 'member',
  state: z.object({ cards: z.record(z.string(), cardEntry) }),
  message: z.union([
    z.object({ cards: z.array(cardEntry), gone: z.array(z.string()) }),
    /** All of a link's. */
    z.object({ unlinked: z.string() }),
  ]),
  apply(state, message) {
    if ('unlinked' in message) {
      for (const { id, link } of Object.values(state.cards)) if (link === message.unlinked) delete state.cards[id]
      return
    }
    for (const card of message.cards) state.cards[card.id] = card
    for (const id of message.gone) delete state.cards[id]
  },
})
