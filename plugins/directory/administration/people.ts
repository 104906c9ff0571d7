/** Adding, changing and disabling people. */
import type { Transaction } from 'sequelize'
import type { z } from 'zod'
import { hashPassword } from '../../../core/access/passwords.ts'
import { HubError } from '../../../core/error.ts'
import type { createPerson as createRoute, updatePerson as updateRoute } from '../contract/people.ts'
import { type Book, given, organisationOf } from './book.ts'
import { exchange, take } from './landline.ts'

type Created = z.infer<typeof createRoute.input>
type Updated = z.infer<typeof updateRoute.input>

/**
 * Gives the person's id. Throws HubError with the field: `directory.email-taken`, `directory.short-taken`, `directory.number-not-free`
 * (409), `directory.team-unknown` (400).
 */
export async function createPerson(book: Book, organisationId: string, input: Created): Promise<string> {
  const { tables } = book
  const { name, email, short, role, plan, teamId } = input
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password)
  const language = input.language ?? organisationOf(book, organisationId).language
  return book.change(async transaction => {
    await mustBeFree(book, { organisationId, email, short }, transaction)
    await mustBeTeam(book, organisationId, teamId, transaction)
    const landline =
      input.number === undefined
        ? undefined
        : await take(book, { organisation: organisationId, number: input.number, field: 'number' }, transaction)
    const person = await tables.people.create(
      { organisationId, name, email, passwordHash, role, plan, teamId: teamId ?? null, language, disabled: false },
      { transaction },
    )
    const personId = person.get().id
    const number = await tables.numbers.create(
      {
        organisationId,
        kind: 'person',
        name,
        short,
        e164: landline?.e164 ?? null,
        personId,
        closesOutsideHours: false,
      },
      { transaction },
    )
    const numbers = [number.get().id, ...(landline ? [landline.id] : [])]
    return { change: { organisation: organisationId, people: [personId], numbers }, result: personId }
  })
}

/**
 * The same errors as createPerson, and `directory.person-not-found` (404), `directory.last-administrator` (409).
 */
export async function updatePerson(book: Book, organisationId: string, input: Updated): Promise<void> {
  const { tables } = book
  const { id: personId, name, email, short, role, plan, teamId, language, disabled } = input
  const passwordHash = input.password === undefined ? undefined : await hashPassword(input.password)
  await book.change(async transaction => {
    const person = await tables.people.findOne({ where: { organisationId, id: personId }, transaction })
    const number = await tables.numbers.findOne({ where: { organisationId, personId, kind: 'person' }, transaction })
    if (!person || !number) throw new HubError('directory.person-not-found', 404)
    await mustBeFree(book, { organisationId, email, short, except: personId }, transaction)
    await mustBeTeam(book, organisationId, teamId ?? undefined, transaction)
    if (disabled === true || (role !== undefined && role !== 'administrator')) {
      await mustLeaveAdministrator(book, organisationId, personId, transaction)
    }
    const before = { ...person.get(), ...number.get() }
    const exchanged =
      input.number === undefined
        ? { e164: before.e164, touched: [] }
        : await exchange(
            book,
            { organisation: organisationId, had: before.e164, wanted: input.number, field: 'number' },
            () => number.update({ e164: null }, { transaction }),
            transaction,
          )
    await person.update(given({ name, email, role, plan, teamId, language, disabled, passwordHash }), { transaction })
    await number.update({ ...given({ name, short }), e164: exchanged.e164 }, { transaction })
    // A phone that was believed as another extension, or as somebody who may still call, is no longer.
    const forget = disabled === true || (short !== undefined && short !== before.short)
    const devices = forget ? await tables.devices.findAll({ where: { organisationId, personId }, transaction }) : []
    return {
      change: {
        organisation: organisationId,
        people: [personId],
        numbers: [before.id, ...exchanged.touched],
        devices: devices.map(device => device.get()).map(({ authName, domain }) => ({ authName, domain })),
      },
      result: undefined,
    }
  })
}

interface Unique {
  readonly organisationId: string
  readonly email: string | undefined
  readonly short: string | undefined
  readonly except?: string
}

async function mustBeFree(
  { tables }: Book,
  { organisationId, email, short, except }: Unique,
  transaction: Transaction,
): Promise<void> {
  if (email !== undefined) {
    // Unique over all organisations: it is what one signs in by.
    const other = await tables.people.findOne({ where: { email }, transaction, everyOrganisation: true })
    if (other && other.get().id !== except) throw new HubError('directory.email-taken', 409, { field: 'email', email })
  }
  if (short !== undefined) await mustBeFreeShort(tables, { organisationId, short, person: except }, transaction)
}

/** Throws HubError `directory.short-taken` (409) unless the number that has it is the one named, by its own id or its person's. */
export async function mustBeFreeShort(
  tables: Book['tables'],
  {
    organisationId,
    short,
    ...mine
  }: { organisationId: string; short: string; id?: string; person?: string | undefined },
  transaction: Transaction,
): Promise<void> {
  const other = await tables.numbers.findOne({ where: { organisationId, short }, transaction })
  const { id, personId } = other?.get() ?? {}
  if (id === undefined || id === mine.id || (personId !== null && personId === mine.person)) return
  throw new HubError('directory.short-taken', 409, { field: 'short', short })
}

async function mustBeTeam({ tables }: Book, organisationId: string, id: string | undefined, transaction: Transaction) {
  if (id === undefined) return
  const team = await tables.teams.findOne({ where: { organisationId, id }, transaction })
  if (!team) throw new HubError('directory.team-unknown', 400, { field: 'teamId' })
}

// Locked, so that two administrators can't take each other's role at the same time.
async function mustLeaveAdministrator({ tables }: Book, organisationId: string, id: string, transaction: Transaction) {
  const administrators = await tables.people.findAll({
    where: { organisationId, role: 'administrator', disabled: false },
    transaction,
    lock: transaction.LOCK.UPDATE,
  })
  const ids = administrators.map(row => row.get().id)
  if (ids.includes(id) && ids.length === 1) throw new HubError('directory.last-administrator', 409)
}
