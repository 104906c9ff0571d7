import type { Hub, Who } from '../../core/hub.ts'
import type { Books, Owner } from './book.ts'
import {
  clearCompanyMark,
  clearMark,
  createCompanyContact,
  createContact,
  deleteCompanyContact,
  deleteContact,
  listContacts,
  readContact,
  setCompanyMark,
  setMark,
  updateCompanyContact,
  updateContact,
} from './contract.ts'
import type { Marks } from './marks.ts'
import { entry, type Projection } from './projection.ts'
import { search } from './search.ts'

interface Parts {
  readonly projection: Projection
  readonly books: Books
  readonly marks: Marks
}

const mine = ({ organisation, person }: Who): Owner => ({ organisation, owner: person })
const everybodys = ({ organisation }: Who): Owner => ({ organisation, owner: '' })

export function provideRoutes(hub: Hub, { projection, books, marks }: Parts): void {
  hub.route(listContacts, async (asked, who) => ({ contacts: (await search(projection, who, asked)).map(entry) }))
  hub.route(readContact, ({ id }, { organisation, person }) => books.read(organisation, id, [person, '']))

  hub.route(createContact, (fields, who) => books.create(mine(who), fields))
  hub.route(updateContact, ({ id, ...patch }, who) => books.update(mine(who), id, patch))
  hub.route(deleteContact, ({ id }, who) => books.remove(mine(who), id))
  hub.route(createCompanyContact, (fields, who) => books.create(everybodys(who), fields))
  hub.route(updateCompanyContact, ({ id, ...patch }, who) => books.update(everybodys(who), id, patch))
  hub.route(deleteCompanyContact, ({ id }, who) => books.remove(everybodys(who), id))

  hub.route(setMark, (marking, who) => marks.set(mine(who), marking))
  hub.route(clearMark, (marking, who) => marks.clear(mine(who), marking))
  hub.route(setCompanyMark, (marking, who) => marks.set(everybodys(who), marking))
  hub.route(clearCompanyMark, (marking, who) => marks.clear(everybodys(who), marking))
}
