/** Group numbers, queues and services. */
import type { Transaction } from 'sequelize'
import type { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { createNumber as createRoute, updateNumber as updateRoute } from '../contract/numbers.ts'
import { type Book, given } from './book.ts'
import { exchange, release, take } from './landline.ts'
import { mustBeFreeShort } from './people.ts'

type Created = z.infer<typeof createRoute.input>
type Updated = z.infer<typeof updateRoute.input>

/** Gives the number's id. Throws HubError `directory.short-taken`, `directory.number-not-free` (409), `directory.member-unknown` (400). */
export async function createNumber(book: Book, organisationId: string, input: Created): Promise<string> {
  const { kind, name, short, members, closesOutsideHours, openingHours = null } = input
  return book.change(async transaction => {
    await mustBeFreeShort(book.tables, { organisationId, short }, transaction)
    const landline =
      input.e164 === undefined
        ? undefined
        : await take(book, { organisation: organisationId, number: input.e164, field: 'e164' }, transaction)
    const number = await book.tables.numbers.create(
      { organisationId, kind, name, short, e164: landline?.e164 ?? null, closesOutsideHours, openingHours },
      { transaction },
    )
    const numberId = number.get().id
    await setMembers(book, { organisationId, numberId, kind, members }, transaction)
    const numbers = landline ? [numberId, landline.id] : [numberId]
    return { change: { organisation: organisationId, numbers }, result: numberId }
  })
}

/** The same errors, and `directory.number-not-found` (404), `directory.number-of-person` (409) for what belongs to the person. */
export async function updateNumber(book: Book, organisationId: string, input: Updated): Promise<void> {
  const { id, name, short, closesOutsideHours, openingHours } = input
  await book.change(async transaction => {
    const number = await book.tables.numbers.findOne({ where: { organisationId, id }, transaction })
    const before = number?.get()
    if (!number || !before || before.kind === 'free') throw new HubError('directory.number-not-found', 404)
    const ofPerson = name ?? short ?? input.e164
    if (before.kind === 'person' && ofPerson !== undefined) throw new HubError('directory.number-of-person', 409)
    if (short !== undefined) await mustBeFreeShort(book.tables, { organisationId, short, id }, transaction)
    const exchanged =
      input.e164 === undefined
        ? { e164: before.e164, touched: [] }
        : await exchange(
            book,
            { organisation: organisationId, had: before.e164, wanted: input.e164, field: 'e164' },
            () => number.update({ e164: null }, { transaction }),
            transaction,
          )
    await number.update(
      { ...given({ name, short, closesOutsideHours, openingHours }), e164: exchanged.e164 },
      { transaction },
    )
    if (input.members) {
      const { kind } = before
      await setMembers(book, { organisationId, numberId: id, kind, members: input.members }, transaction)
    }
    return { change: { organisation: organisationId, numbers: [id, ...exchanged.touched] }, result: undefined }
  })
}

/** Throws HubError `directory.number-not-found` (404), `directory.number-of-person` (409). */
export async function deleteNumber(book: Book, organisationId: string, id: string): Promise<void> {
  await book.change(async transaction => {
    const number = await book.tables.numbers.findOne({ where: { organisationId, id }, transaction })
    const before = number?.get()
    if (!number || !before || before.kind === 'free') throw new HubError('directory.number-not-found', 404)
    if (before.kind === 'person') throw new HubError('directory.number-of-person', 409)
    await book.tables.members.destroy({ where: { organisationId, numberId: id }, transaction })
    await number.destroy({ transaction })
    const freed = before.e164 === null ? [] : [await release(book, organisationId, before.e164, transaction)]
    return { change: { organisation: organisationId, numbers: [id, ...freed] }, result: undefined }
  })
}

interface Membership {
  readonly organisationId: string
  readonly numberId: string
  readonly kind: string
  readonly members: readonly string[]
}

async function setMembers(
  { tables }: Book,
  { organisationId, numberId, kind, members }: Membership,
  transaction: Transaction,
): Promise<void> {
  const ids = [...new Set(members)]
  const known = await tables.people.count({ where: { organisationId, id: ids }, transaction })
  const takesMembers = kind === 'group' || kind === 'queue'
  if (known !== ids.length || (ids.length > 0 && !takesMembers)) {
    throw new HubError('directory.member-unknown', 400, { field: 'members' })
  }
  await tables.members.destroy({ where: { organisationId, numberId }, transaction })
  await tables.members.bulkCreate(
    ids.map((personId, position) => ({ organisationId, numberId, personId, position })),
    { transaction },
  )
}
