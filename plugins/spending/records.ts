/** Calls as they are kept: a restart doesn't forget what today has cost. */

import { Op } from 'sequelize'
import { v5 } from 'uuid'
import type { Entry } from './ledger.ts'
import type { CallRow, Tables } from './tables.ts'

const namespace = '0b5a3f0e-0c83-4c5e-9d0a-6c6f2b8f7e21'
/** Every hub writes the same row of a call. A call that is sent on may leave twice; what was never answered costs nothing. */
const idOf = ({ callId, startedAt }: Entry) => v5(`${callId} ${startedAt}`, namespace)

const rowOf = (entry: Entry) => ({
  id: idOf(entry),
  organisationId: entry.organisation,
  ...{ callId: entry.callId, person: entry.person ?? null, dialled: entry.dialled, country: entry.country ?? null },
  ...{ minute: entry.minute, opening: entry.opening, day: entry.day, startedAt: new Date(entry.startedAt) },
  answeredAt: entry.answeredAt === undefined ? null : new Date(entry.answeredAt),
  ...{ cost: entry.cost ?? null, seconds: entry.seconds ?? null },
})

const entryOf = ({ organisationId, ...row }: CallRow & { organisationId: string }): Entry => ({
  ...{ callId: row.callId, organisation: organisationId, person: row.person ?? undefined, dialled: row.dialled },
  ...{ country: row.country ?? undefined, minute: row.minute, opening: row.opening, day: row.day },
  startedAt: row.startedAt.getTime(),
  answeredAt: row.answeredAt?.getTime(),
  ...{ cost: row.cost ?? undefined, seconds: row.seconds ?? undefined },
})

/** No row twice. */
export async function saveCalls({ calls }: Tables, entries: readonly Entry[]): Promise<void> {
  const rows = new Map(entries.map(entry => [idOf(entry), rowOf(entry)]))
  await calls.bulkCreate([...rows.values()], { updateOnDuplicate: ['answeredAt', 'cost', 'seconds'] })
}

/** What is of these days, or goes on. */
export async function readCalls({ calls }: Tables, days: readonly string[]): Promise<Entry[]> {
  const rows = await calls.findAll({
    where: { [Op.or]: [{ day: [...days] }, { cost: null }] },
    everyOrganisation: true,
  })
  return rows.map(row => entryOf(row.get()))
}
