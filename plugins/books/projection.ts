/** Who has which number in the linked books, in memory: who is calling is asked before a phone rings, and that waits for no database. */
import { z } from 'zod'

/** Of a card what names a caller. Owner '' is the company. */
export const named = z.object({
  id: z.string(),
  organisation: z.string(),
  owner: z.string(),
  link: z.string(),
  name: z.string(),
  company: z.string(),
  numbers: z.array(z.string()),
})
export type Named = z.infer<typeof named>

export interface Projection {
  /** Of several the one that has been there longest. */
  byNumber(organisation: string, owner: string, e164: string): Named | undefined
  put(card: Named): void
  remove(organisation: string, owner: string, id: string): void
  unlink(organisation: string, owner: string, link: string): void
  replace(cards: Iterable<Named>): void
}

interface Book {
  readonly cards: Map<string, Named>
  /** Ids by number. */
  readonly numbers: Map<string, readonly string[]>
}

export function openProjection(): Projection {
  /** By organisation and owner: what isn't in the book that is asked can't be found by accident. */
  const books = new Map<string, Book>()
  const keyOf = (organisation: string, owner: string) => `${organisation} ${owner}`

  function remove(book: Book, id: string): void {
    for (const number of book.cards.get(id)?.numbers ?? []) {
      const others = (book.numbers.get(number) ?? []).filter(other => other !== id)
      if (others.length > 0) book.numbers.set(number, others)
      else book.numbers.delete(number)
    }
    book.cards.delete(id)
  }

  function put(card: Named): void {
    const key = keyOf(card.organisation, card.owner)
    const book = books.get(key) ?? { cards: new Map(), numbers: new Map() }
    books.set(key, book)
    remove(book, card.id)
    // Nobody asks for whoever has no number.
    if (card.numbers.length === 0) return
    book.cards.set(card.id, card)
    // Ids are UUIDv7, so the smallest is the oldest: the same answer on every hub.
    for (const number of card.numbers) {
      const others: readonly string[] = book.numbers.get(number) ?? []
      book.numbers.set(number, [...others, card.id].sort())
    }
  }

  return {
    byNumber(organisation, owner, e164) {
      const book = books.get(keyOf(organisation, owner))
      return book?.cards.get(book.numbers.get(e164)?.[0] ?? '')
    },
    put,
    remove(organisation, owner, id) {
      const book = books.get(keyOf(organisation, owner))
      if (book) remove(book, id)
    },
    unlink(organisation, owner, link) {
      const book = books.get(keyOf(organisation, owner))
      for (const card of [...(book?.cards.values() ?? [])]) if (book && card.link === link) remove(book, card.id)
    },
    replace(cards) {
      books.clear()
      for (const card of cards) put(card)
    },
  }
}
