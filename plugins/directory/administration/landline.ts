/** Landline numbers go from free to taken and back; an organisation gets new ones from whoever runs the hub (seed.ts). */
import type { Transaction } from 'sequelize'
import { HubError } from '../../../core/error.ts'
import type { Landlines } from '../contract.ts'
import { e164 } from '../number.ts'
import { type Book, organisationOf } from './book.ts'

interface Wanted {
  readonly organisation: string
  /** As people write it. */
  readonly number: string
  /** The input that asks for it. */
  readonly field: string
}

/**
 * Takes a free number: gives its E.164 form and the id of the row that stood for it, which is gone. Throws HubError
 * `directory.number-not-free` (409), also for another organisation's.
 */
export async function take(book: Book, { organisation, number, field }: Wanted, transaction: Transaction) {
  const normal = e164(number, organisationOf(book, organisation))
  const where = { organisationId: organisation, kind: 'free' as const, e164: normal ?? '' }
  const free = await book.tables.numbers.findOne({ where, transaction })
  if (!free) throw new HubError('directory.number-not-free', 409, { field, number })
  const { id, e164: taken } = free.get()
  await free.destroy({ transaction })
  return { id, e164: taken }
}

/** Makes a number free that no other row has any more: gives the id of the row that stands for it. */
export async function release(book: Book, organisationId: string, number: string, transaction: Transaction) {
  const row = { organisationId, kind: 'free' as const, name: '', e164: number, closesOutsideHours: false }
  const free = await book.tables.numbers.create(row, { transaction })
  return free.get().id
}

/**
 * Puts `wanted` in the place of `had`: null is none. Gives the number to write, and ids of rows that came or went. `clear` takes the
 * old number from its row, since no two rows may have the same.
 */
export async function exchange(
  book: Book,
  {
    organisation,
    had,
    wanted,
    field,
  }: { organisation: string; had: string | null; wanted: string | null; field: string },
  clear: () => Promise<unknown>,
  transaction: Transaction,
): Promise<{ e164: string | null; touched: string[] }> {
  const same = wanted !== null && e164(wanted, organisationOf(book, organisation)) === had
  if (same || had === wanted) return { e164: had, touched: [] }
  const taken = wanted === null ? undefined : await take(book, { organisation, number: wanted, field }, transaction)
  await clear()
  const released = had === null ? undefined : await release(book, organisation, had, transaction)
  return { e164: taken?.e164 ?? null, touched: [taken?.id, released].filter(id => id !== undefined) }
}

export const landlinesOf = (book: Book): Landlines => ({
  async add(organisation, wanted) {
    await book.change(async transaction => {
      const rows = await book.tables.numbers.findAll({
        where: { e164: [...wanted] },
        everyOrganisation: true,
        transaction,
      })
      const taken = new Set(rows.map(row => row.get().e164))
      const numbers: string[] = []
      for (const number of new Set(wanted)) {
        if (!taken.has(number)) numbers.push(await release(book, organisation, number, transaction))
      }
      return { change: { organisation, numbers }, result: undefined }
    })
  },
})
