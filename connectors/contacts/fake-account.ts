/** Somebody's contacts at the fake vendors. */
import { HubError } from '../../core/error.ts'
import { cardOf, type LooseCard } from './card.ts'
import { pictureOf } from './picture.ts'
import type { BookReading, Card, Contacts, Grant } from './port.ts'

/** expired: it works, and a new grant is handed out first. */
export type Health = 'well' | 'expired' | 'refused' | 'unavailable'

export interface FakeAccount {
  readonly address: string
  /** For vendors that are signed in to. */
  readonly password: string
  readonly grant: Grant
  /** How often something was asked. */
  readonly asked: number
  put(card: LooseCard, picture?: Uint8Array): void
  remove(id: string): void
  /** No cursor that was given counts any more. */
  forget(): void
  become(health: Health): void
}

export interface AccountInside extends FakeAccount {
  open(grant: Grant, keep: (grant: Grant) => Promise<void>): Contacts
}

const book = { id: 'contacts', name: 'Contacts' }

export function fakeAccount(address: string): AccountInside {
  const cards = new Map<string, { card: Card; changed: number; picture: Uint8Array | undefined }>()
  const gone = new Map<string, number>()
  let changes = 0
  let since = 0
  let round = 0
  let asked = 0
  let health: Health = 'well'
  const grantOf = (): Grant => ({ account: address, secret: { token: `${address} ${round}` } })

  function read(cursor: string | undefined): BookReading {
    const from = Number(cursor ?? Number.NaN)
    const next = { cursor: String(changes) }
    if (!(from >= since)) return { whole: true, cards: [...cards.values()].map(({ card }) => card), gone: [], ...next }
    return {
      whole: false,
      cards: [...cards.values()].filter(({ changed }) => changed > from).map(({ card }) => card),
      gone: [...gone].filter(([, at]) => at > from).map(([id]) => id),
      ...next,
    }
  }

  return {
    ...{ address, password: `secret of ${address}` },
    get grant() {
      return grantOf()
    },
    get asked() {
      return asked
    },
    put(loose, picture) {
      changes += 1
      const card = cardOf({ ...loose, ...(picture && { photo: `picture ${changes}` }) })
      if (!card) throw new Error('nobody could be found by this')
      gone.delete(card.id)
      cards.set(card.id, { card, changed: changes, picture })
    },
    remove(id) {
      changes += 1
      if (cards.delete(id)) gone.set(id, changes)
    },
    forget() {
      changes += 1
      since = changes
      gone.clear()
    },
    become(now) {
      health = now
    },
    open(opened, keep) {
      let grant = opened
      async function answer<Answer>(work: () => Answer): Promise<Answer> {
        asked += 1
        if (health === 'unavailable') throw new HubError('books.unavailable', 503, { retryAfter: 60 })
        if (health === 'refused' || grant.secret.token !== grantOf().secret.token)
          throw new HubError('books.refused', 403)
        if (health === 'expired') {
          health = 'well'
          round += 1
          grant = grantOf()
          await keep(grant)
        }
        return work()
      }
      const there = (id: string) => {
        if (id !== book.id) throw new HubError('books.gone', 404)
      }
      return {
        books: () => answer(() => [book]),
        read: (id, cursor) =>
          answer(() => {
            there(id)
            return read(cursor)
          }),
        photo: (id, card) =>
          answer(() => {
            there(id)
            const picture = cards.get(card)?.picture
            return picture && pictureOf(picture)
          }),
      }
    },
  }
}
