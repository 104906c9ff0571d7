/** Keeps every hub's projection in step, and the books that people have open. */
import { z } from 'zod'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { contactEntry, contactsView, type MarkEntry, mark, markKey } from './contract.ts'
import { type Contact, entry, type Mark, markEntry, type Projection } from './projection.ts'

/** Call these when the change is in the database. */
export interface Changes {
  put(contact: Contact): void
  gone(organisation: string, id: string): void
  mark(mark: Mark, set: boolean): void
}

const owned = { organisation: z.string(), owner: z.string() }
const contactWire = contactEntry.omit({ book: true }).extend({ ...owned, version: z.number().int() })
const markWire = mark.omit({ by: true }).extend({ ...owned, set: z.boolean() })

export function followChanges(hub: Hub, projection: Projection, directory: Directory): Changes {
  const tell = hub.live(contactsView, {
    key: who => who.person,
    snapshot: (organisation, person) => {
      const books = [person, '']
      const contacts = books.flatMap(book => [...projection.inBook(organisation, book)].map(entry))
      const marks: MarkEntry[] = books.flatMap(book => [...projection.marksOf(organisation, book)].map(markEntry))
      return {
        contacts: Object.fromEntries(contacts.map(contact => [contact.id, contact])),
        marks: Object.fromEntries(marks.map(each => [markKey(each), each])),
      }
    },
  })

  /** Whoever sees that book: its owner, or with the company's everybody. */
  function show({ organisation, owner }: Pick<Mark, 'organisation' | 'owner'>, message: Parameters<typeof tell>[1]) {
    if (owner !== '') return tell({ organisation, key: owner }, message)
    for (const { id } of directory.people(organisation)) tell({ organisation, key: id }, message)
  }

  const put = hub.broadcast('contact', contactWire, contact => {
    if (projection.put(contact)) show(contact, { contact: entry(contact) })
  })
  const gone = hub.broadcast('gone', z.object({ organisation: z.string(), id: z.string() }), ({ organisation, id }) => {
    const marks = projection.marksOn(organisation, id)
    const contact = projection.remove(organisation, id)
    if (!contact) return
    for (const each of marks) show(each, { mark: markEntry(each), set: false })
    show(contact, { gone: id })
  })
  const marked = hub.broadcast('mark', markWire, ({ set, ...given }) => {
    projection.mark(given, set)
    show(given, { mark: markEntry(given), set })
  })

  return {
    put,
    gone: (organisation, id) => gone({ organisation, id }),
    mark: (given, set) => marked({ ...given, set }),
  }
}
