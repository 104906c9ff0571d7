/** What everybody may see of their own organisation, and change of themselves. */
import { HubError } from '../../../core/error.ts'
import type { Hub, Who } from '../../../core/hub.ts'
import { type Book, given, organisationOf } from '../administration/book.ts'
import {
  listPeople,
  listTeams,
  type Person,
  readOrganisation,
  readPerson,
  readProfile,
  updateProfile,
} from '../contract.ts'
import { colleagueOf, organisationEntry } from '../views.ts'

export function memberRoutes(hub: Pick<Hub, 'route'>, book: Book): void {
  const { projection, tables } = book

  // Whoever is in another organisation is as little there as somebody who never was.
  function personOf(id: string, organisation: string): Person {
    const person = projection.person(id)
    if (person?.organisation !== organisation) throw new HubError('directory.person-not-found', 404)
    return person
  }

  function profile(who: Who) {
    const person = personOf(who.person, who.organisation)
    const closesOutsideHours = projection.numberOf(person.id)?.closesOutsideHours ?? false
    return {
      ...colleagueOf(person),
      language: person.language,
      extension: person.extension,
      closesOutsideHours,
    }
  }

  hub.route(listPeople, (_input, { organisation }) => ({ people: projection.people(organisation).map(colleagueOf) }))
  hub.route(readPerson, ({ id }, { organisation }) => colleagueOf(personOf(id, organisation)))
  hub.route(readProfile, (_input, who) => profile(who))

  hub.route(updateProfile, async ({ language, closesOutsideHours }, who) => {
    const { person: personId, organisation: organisationId } = who
    const number = projection.numberOf(personId)?.id
    await book.change(async transaction => {
      if (language) await tables.people.update({ language }, { where: { organisationId, id: personId }, transaction })
      const where = { organisationId, personId }
      const closes = given({ closesOutsideHours })
      if (closesOutsideHours !== undefined) await tables.numbers.update(closes, { where, transaction })
      const numbers = number === undefined ? [] : [number]
      return { change: { organisation: organisationId, people: [personId], numbers }, result: undefined }
    })
    return profile(who)
  })

  hub.route(readOrganisation, (_input, { organisation }) => organisationEntry(organisationOf(book, organisation)))
  hub.route(listTeams, (_input, { organisation }) => {
    const teams = [...organisationOf(book, organisation).teams].map(([id, name]) => ({ id, name }))
    return { teams: teams.sort((a, b) => a.name.localeCompare(b.name, 'sv')) }
  })
}
