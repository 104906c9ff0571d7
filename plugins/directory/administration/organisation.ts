/** The organisation's own settings, its closed days and its teams. */
import type { Transaction } from 'sequelize'
import type { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { ClosedDay } from '../contract/opening.ts'
import type { updateOrganisation as updateRoute } from '../contract/organisation.ts'
import { isAreaCode, isCountry } from '../number.ts'
import { type Book, given, organisationOf } from './book.ts'

type Updated = z.infer<typeof updateRoute.input>

const settings = <Result>(organisation: string, result: Result) => ({
  change: { organisation, settings: true },
  result,
})

/** Throws HubError `directory.no-country`, `directory.no-area-code` (422). */
export const updateOrganisation = (book: Book, organisationId: string, input: Updated): Promise<void> =>
  book.change(async transaction => {
    const { country, areaCode } = { ...organisationOf(book, organisationId), ...given(input) }
    if (!isCountry(country)) throw new HubError('directory.no-country', 422, { field: 'country', country })
    if (areaCode && !isAreaCode(areaCode, country)) {
      throw new HubError('directory.no-area-code', 422, { field: 'areaCode', areaCode })
    }
    const changed = { ...given(input), ...(input.areaCode !== undefined && { areaCode: input.areaCode || null }) }
    await book.tables.organisations.update(changed, { where: { organisationId }, transaction })
    return settings(organisationId, undefined)
  })

export const setClosedDay = (book: Book, organisationId: string, { day, name }: ClosedDay): Promise<void> =>
  book.change(async transaction => {
    const { closedDays } = book.tables
    await closedDays.destroy({ where: { organisationId, day }, transaction })
    await closedDays.create({ organisationId, day, ...name }, { transaction })
    return settings(organisationId, undefined)
  })

/** Throws HubError `directory.day-not-found` (404). */
export const deleteClosedDay = (book: Book, organisationId: string, day: string): Promise<void> =>
  book.change(async transaction => {
    const gone = await book.tables.closedDays.destroy({ where: { organisationId, day }, transaction })
    if (gone === 0) throw new HubError('directory.day-not-found', 404, { field: 'day' })
    return settings(organisationId, undefined)
  })

/** Gives the team's id. Throws HubError `directory.team-taken` (409). */
export const createTeam = (book: Book, organisationId: string, name: string): Promise<string> =>
  book.change(async transaction => {
    await mustBeFreeTeam(book, { organisationId, name }, transaction)
    const team = await book.tables.teams.create({ organisationId, name }, { transaction })
    return settings(organisationId, team.get().id)
  })

/** Throws HubError `directory.team-not-found` (404), `directory.team-taken` (409). */
export const updateTeam = (book: Book, organisationId: string, team: { id: string; name: string }): Promise<void> =>
  book.change(async transaction => {
    const row = await teamOf(book, organisationId, team.id, transaction)
    await mustBeFreeTeam(book, { organisationId, name: team.name, except: team.id }, transaction)
    await row.update({ name: team.name }, { transaction })
    return settings(organisationId, undefined)
  })

/** Throws HubError `directory.team-not-found` (404). */
export const deleteTeam = (book: Book, organisationId: string, id: string): Promise<void> =>
  book.change(async transaction => {
    const row = await teamOf(book, organisationId, id, transaction)
    const where = { organisationId, teamId: id }
    const members = await book.tables.people.findAll({ where, transaction })
    await book.tables.people.update({ teamId: null }, { where, transaction })
    await row.destroy({ transaction })
    const people = members.map(member => member.get().id)
    return { change: { organisation: organisationId, settings: true, people }, result: undefined }
  })

async function teamOf({ tables }: Book, organisationId: string, id: string, transaction: Transaction) {
  const team = await tables.teams.findOne({ where: { organisationId, id }, transaction })
  if (!team) throw new HubError('directory.team-not-found', 404)
  return team
}

async function mustBeFreeTeam(
  { tables }: Book,
  { organisationId, name, except }: { organisationId: string; name: string; except?: string },
  transaction: Transaction,
): Promise<void> {
  const other = await tables.teams.findOne({ where: { organisationId, name }, transaction })
  if (other && other.get().id !== except) throw new HubError('directory.team-taken', 409, { field: 'name', name })
}
