/**
 * Contacts and marks in memory, by number: who is calling is asked before a phone rings, and that waits for no database. Notes, which
 * can be long, stay there.
 */
import { type ContactEntry, type MarkEntry, type MarkKind, markKey } from './contract.ts'

/** Owner '' is the organisation. */
export interface Contact extends Omit<ContactEntry, 'book'> {
  readonly organisation: string
  readonly owner: string
  readonly version: number
}

export interface Mark extends Omit<MarkEntry, 'by'> {
  readonly organisation: string
  readonly owner: string
}

export interface Projection {
  contact(organisation: string, id: string): Contact | undefined
  /** In the own book, or the company's (owner ''). */
  inBook(organisation: string, owner: string): Iterable<Contact>
  /** The contact of a number in one book; of several the one that was added first. */
  byNumber(organisation: string, owner: string, e164: string): Contact | undefined
  /** False where a newer one is known already. */
  put(contact: Contact): boolean
  /** With its marks. */
  remove(organisation: string, id: string): Contact | undefined
  marked(organisation: string, owner: string, kind: MarkKind, on: Mark['on'], target: string): boolean
  marksOf(organisation: string, owner: string): Iterable<Mark>
  /** Marks of anybody on one contact. */
  marksOn(organisation: string, contact: string): readonly Mark[]
  mark(mark: Mark, set: boolean): void
  replace(contacts: readonly Contact[], marks: readonly Mark[]): void
}

interface Book {
  readonly contacts: Map<string, Contact>
  /** Ids by number. Most numbers have one contact: an array costs less than a set. */
  readonly numbers: Map<string, readonly string[]>
  readonly marks: Map<string, Mark>
}

export const entry = ({ id, name, company, numbers, emails, owner }: Contact): ContactEntry => ({
  ...{ id, name, company, numbers, emails },
  book: owner === '' ? 'company' : 'own',
})

export const markEntry = ({ kind, on, target, owner }: Pick<Mark, 'kind' | 'on' | 'target' | 'owner'>): MarkEntry => ({
  by: owner === '' ? 'company' : 'own',
  ...{ kind, on, target },
})

export function openProjection(): Projection {
  /** By organisation, then owner: what isn't in the book that is asked can't be found by accident. */
  const organisations = new Map<string, Map<string, Book>>()

  const book = (organisation: string, owner: string) => organisations.get(organisation)?.get(owner)
  function open(organisation: string, owner: string): Book {
    const books = organisations.get(organisation) ?? new Map<string, Book>()
    organisations.set(organisation, books)
    const known = books.get(owner) ?? { contacts: new Map(), numbers: new Map(), marks: new Map() }
    books.set(owner, known)
    return known
  }

  function find(organisation: string, id: string): Contact | undefined {
    for (const { contacts } of organisations.get(organisation)?.values() ?? []) {
      const found = contacts.get(id)
      if (found) return found
    }
    return undefined
  }

  function unlist({ id, numbers }: Contact, from: Book): void {
    for (const { e164 } of numbers) {
      const others = (from.numbers.get(e164) ?? []).filter(other => other !== id)
      if (others.length > 0) from.numbers.set(e164, others)
      else from.numbers.delete(e164)
    }
  }

  function put(contact: Contact): boolean {
    const { organisation, owner, id, version } = contact
    const into = open(organisation, owner)
    const before = into.contacts.get(id)
    if (before && before.version >= version) return false
    if (before) unlist(before, into)
    into.contacts.set(id, contact)
    for (const e164 of new Set(contact.numbers.map(number => number.e164))) {
      // Ids are UUIDv7, so the smallest is the oldest: the same answer on every hub.
      into.numbers.set(e164, [...(into.numbers.get(e164) ?? []), id].sort())
    }
    return true
  }

  function mark(given: Mark, set: boolean): void {
    const { marks } = open(given.organisation, given.owner)
    if (set) marks.set(markKey(markEntry(given)), given)
    else marks.delete(markKey(markEntry(given)))
  }

  function marksOn(organisation: string, contact: string): readonly Mark[] {
    const all = [...(organisations.get(organisation)?.values() ?? [])].flatMap(({ marks }) => [...marks.values()])
    return all.filter(({ on, target }) => on === 'contact' && target === contact)
  }

  return {
    contact: find,
    inBook: (organisation, owner) => book(organisation, owner)?.contacts.values() ?? [],
    byNumber(organisation, owner, e164) {
      const from = book(organisation, owner)
      const [first] = from?.numbers.get(e164) ?? []
      return first === undefined ? undefined : from?.contacts.get(first)
    },
    put,
    remove(organisation, id) {
      const gone = find(organisation, id)
      if (!gone) return undefined
      const from = open(organisation, gone.owner)
      unlist(gone, from)
      from.contacts.delete(id)
      for (const each of marksOn(organisation, id)) mark(each, false)
      return gone
    },
    marked: (organisation, owner, kind, on, target) =>
      book(organisation, owner)?.marks.has(markKey(markEntry({ owner, kind, on, target }))) ?? false,
    marksOf: (organisation, owner) => book(organisation, owner)?.marks.values() ?? [],
    marksOn,
    mark,
    replace(contacts, marks) {
      organisations.clear()
      for (const each of contacts) put(each)
      for (const each of marks) mark(each, true)
    },
  }
}
