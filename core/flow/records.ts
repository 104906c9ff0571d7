/** What was decided, over a time: read in its order, and forgotten when it has been kept for as long as the organisation says. */
import { col, fn, Op } from 'sequelize'
import { definePort } from '../define.ts'
import type { Hub } from '../hub.ts'
import type { Decision } from './decision.ts'
import { parseDecision, tables } from './tables.ts'

export interface RecordsWanted {
  /** Id. */
  readonly organisation: string
  readonly from: Date
  /** Not included. */
  readonly to: Date
  /** Names of events; all unless given. */
  readonly types?: readonly string[] | undefined
}

export interface Records {
  count(wanted: RecordsWanted): Promise<number>
  /** How often each rule won, by its key (`ruleKey`). */
  wins(wanted: RecordsWanted): Promise<ReadonlyMap<string, number>>
  /** JSON of decisions, oldest first, in parts: what is behind is read while somebody works on what is before. */
  read(wanted: RecordsWanted): AsyncGenerator<readonly string[]>
  /**
   * Deletes of each table at most `most` of the rows from before then, of which no action waits any more. Gives how many there were:
   * 0 when nothing is left.
   */
  forget(organisation: string, before: Date, most: number): Promise<number>
}

/** For whoever says how long decisions are kept. */
export const recordsPort = definePort<Records>('core.records')

/** Decisions a query; each is some 6 kB. */
const part = 500

export function openRecords(database: Pick<Hub, 'table'>): Records {
  const { occurrences, decisions, outbox } = tables(database)

  const within = ({ organisation, from, to, types }: RecordsWanted) => ({
    organisationId: organisation,
    at: { [Op.gte]: from, [Op.lt]: to },
    ...(types && { type: [...types] }),
  })

  async function next(wanted: RecordsWanted, after: Decision | undefined): Promise<readonly string[]> {
    const { id, occurrence } = after ?? {}
    const behind = occurrence && {
      [Op.or]: [{ at: { [Op.gt]: occurrence.at } }, { at: occurrence.at, id: { [Op.gt]: id } }],
    }
    const rows = await decisions.findAll({
      attributes: ['decision'],
      // The bounds stay beside the place: by them the index is used.
      where: { [Op.and]: [within({ ...wanted, from: occurrence?.at ?? wanted.from }), behind ?? {}] },
      order: [
        ['at', 'ASC'],
        ['id', 'ASC'],
      ],
      limit: part,
      raw: true,
    })
    return rows.map(row => (row as unknown as { decision: string }).decision)
  }

  return {
    count: wanted => decisions.count({ where: within(wanted) }),
    async wins(wanted) {
      const rows = await decisions.findAll({
        attributes: ['rule', [fn('COUNT', col('id')), 'times']],
        where: { ...within(wanted), rule: { [Op.ne]: null } },
        group: ['rule'],
        raw: true,
      })
      return new Map((rows as unknown as { rule: string; times: number }[]).map(({ rule, times }) => [rule, times]))
    },
    async *read(wanted) {
      let coming = next(wanted, undefined)
      for (;;) {
        const list = await coming
        const last = list.at(-1)
        if (last === undefined) return
        if (list.length < part) {
          yield list
          return
        }
        coming = next(wanted, parseDecision(last))
        // Whoever stops reading hears nothing of what came of the query behind.
        coming.catch(() => undefined)
        yield list
      }
    },
    async forget(organisationId, before, most) {
      const gone = await Promise.all([
        decisions.destroy({ where: { organisationId, at: { [Op.lt]: before } }, limit: most }),
        occurrences.destroy({ where: { organisationId, at: { [Op.lt]: before } }, limit: most }),
        outbox.destroy({ where: { organisationId, expiresAt: { [Op.lt]: before } }, limit: most }),
      ])
      return gone.reduce((sum, one) => sum + one, 0)
    },
  }
}
