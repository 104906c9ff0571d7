import type { Hub } from '../../core/hub.ts'
import { type Directory, e164 } from '../directory/contract.ts'
import { type CallerBooks, callerBooks, callerContactFact, type MarkKind } from './contract.ts'
import type { Projection } from './projection.ts'

export function provideFacts(hub: Hub, projection: Projection, directory: Directory): void {
  const others: Parameters<CallerBooks['add']>[0][] = []
  hub.provide(callerBooks, { add: book => void others.push(book) })

  hub.fact(callerContactFact, (_, { parties, organisation }) => {
    const { caller, callee } = parties
    const called = directory.person(callee?.person ?? '')
    const owner = called?.organisation === organisation ? called.id : undefined
    const calling = directory.person(caller?.person ?? '')
    const colleague = calling?.organisation === organisation ? calling : undefined
    const place = { country: directory.organisation(organisation)?.country ?? 'SE' }
    const given = caller?.number === undefined ? undefined : (e164(caller.number, place) ?? caller.number)
    // A colleague calls by a short number, and is in somebody's book by the other one.
    const numbers = [given, colleague?.number].filter(number => number !== undefined)

    // The own book, then the company's.
    const books = owner === undefined ? [''] : [owner, '']
    const contactIn = (book: string) =>
      numbers.map(number => projection.byNumber(organisation, book, number)).find(found => found)
    const contacts = books.map(contactIn).filter(contact => contact !== undefined)
    const elsewhereIn = (owner: string) =>
      others
        .flatMap(ask => numbers.map(number => ask({ organisation, owner, number })))
        .find(found => found !== undefined)
    const marked = (kind: MarkKind, by = books) =>
      by.some(
        book =>
          numbers.some(number => projection.marked(organisation, book, kind, 'number', number)) ||
          contacts.some(({ id }) => projection.marked(organisation, book, kind, 'contact', id)) ||
          (colleague !== undefined && projection.marked(organisation, book, kind, 'person', colleague.id)),
      )

    // Who somebody wrote down here comes before what was written elsewhere, and a colleague goes by her own name.
    const [contact] = contacts
    const elsewhere = contact || colleague ? undefined : books.map(elsewhereIn).find(found => found)
    const known = contact ?? colleague ?? elsewhere
    const name = known?.name
    const company = (contact ?? elsewhere)?.company
    return {
      known: known !== undefined,
      ...(name !== undefined && { name }),
      ...(company && { company }),
      ...{ vip: marked('vip'), blocked: marked('blocked'), favourite: marked('favourite') },
    }
  })
}
