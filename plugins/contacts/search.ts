import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Contact, Projection } from './projection.ts'

// The event loop carries calls: a large book is read in slices.
const slice = 2_000
const collator = new Intl.Collator('sv')

const inOrder = (one: Contact, other: Contact): number =>
  collator.compare(one.name, other.name) || other.owner.length - one.owner.length || (one.id < other.id ? -1 : 1)

/** The first `limit` by name that have every word somewhere, of the person's own book and the company's. */
export async function search(
  projection: Projection,
  { organisation, person }: { organisation: string; person: string },
  { search: text, limit }: { search: string; limit: number },
): Promise<readonly Contact[]> {
  const words = text.toLocaleLowerCase('sv').split(/\s+/).filter(Boolean)
  // "070-174 06 05" is stored as +46701740605: without the trunk prefix its digits stand in there.
  const digits = /^[\d\s()+-]+$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : ''
  const first: Contact[] = []
  let read = 0
  for (const book of [person, '']) {
    for (const contact of projection.inBook(organisation, book)) {
      read += 1
      if (read % slice === 0) await nextTurn()
      if (!matches(contact, words, digits)) continue
      const last = first.at(-1)
      if (first.length === limit && last && inOrder(last, contact) < 0) continue
      first.splice(placeOf(contact, first), 0, contact)
      if (first.length > limit) first.pop()
    }
  }
  return first
}

function matches({ name, company, emails, numbers }: Contact, words: readonly string[], digits: string): boolean {
  if (words.length === 0) return true
  if (digits !== '' && numbers.some(({ e164 }) => e164.includes(digits))) return true
  const text = [name, company, ...emails].join('\n').toLocaleLowerCase('sv')
  return words.every(word => text.includes(word))
}

function placeOf(contact: Contact, sorted: readonly Contact[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const there = sorted[middle]
    if (there && inOrder(there, contact) < 0) low = middle + 1
    else high = middle
  }
  return low
}
