import { DataTypes, type Model, type ModelStatic, Op } from 'sequelize'
import type { Hub } from '../../core/hub.ts'
import type { CallEntry, Outcome } from './contract.ts'

export interface CallRow {
  id: string
  organisationId: string
  callId: string
  callerPerson: string | null
  callerNumber: string | null
  callerName: string | null
  callerHidden: boolean
  calleePerson: string | null
  calleeNumber: string | null
  calleeName: string | null
  calleeKind: 'person' | 'group' | 'queue' | 'service' | 'outside'
  startedAt: Date
  answeredAt: Date | null
  answeredBy: string | null
  endedAt: Date | null
  outcome: Outcome | null
  /** Talk time. */
  seconds: number
}

const id = DataTypes.STRING(36)
const time = DataTypes.DATE(3)

export const columns = {
  callId: { type: DataTypes.STRING(255), allowNull: false },
  callerPerson: { type: id },
  callerNumber: { type: DataTypes.STRING(64) },
  callerName: { type: DataTypes.STRING(190) },
  callerHidden: { type: DataTypes.BOOLEAN, allowNull: false },
  calleePerson: { type: id },
  calleeNumber: { type: DataTypes.STRING(64) },
  calleeName: { type: DataTypes.STRING(190) },
  calleeKind: { type: DataTypes.STRING(8), allowNull: false },
  startedAt: { type: time, allowNull: false },
  answeredAt: { type: time },
  answeredBy: { type: id },
  endedAt: { type: time },
  outcome: { type: DataTypes.STRING(10) },
  seconds: { type: DataTypes.INTEGER, allowNull: false },
}

/** What is learnt of a call after it began. */
export type CallChanges = Partial<Pick<CallRow, 'answeredAt' | 'answeredBy' | 'endedAt' | 'outcome' | 'seconds'>>

export interface CallTable {
  /** Later rows of the same call take the place of earlier ones. */
  readonly save: (rows: readonly CallRow[]) => Promise<void>
  /** Of a call that has not ended. */
  readonly patch: (call: string, changes: CallChanges) => Promise<void>
  readonly find: (organisation: string, call: string) => Promise<CallRow | undefined>
  /** A person's calls, newest first. */
  readonly of: (
    organisation: string,
    person: string,
    options: { before?: Date | undefined; limit: number },
  ) => Promise<readonly CallRow[]>
  /** Calls that nobody saw the end of: begun before `before` and not among `alive` (call ids). */
  readonly closeForgotten: (before: Date, alive: readonly string[]) => Promise<void>
}

export function callTable(hub: Pick<Hub, 'table'>): CallTable {
  const table = hub.table<CallRow>('calls', columns) as ModelStatic<Model<CallRow, CallRow>>
  const changing = ['callerName', 'answeredAt', 'answeredBy', 'endedAt', 'outcome', 'seconds'] as const
  return {
    async save(rows) {
      const last = new Map(rows.map(row => [row.id, row]))
      await table.bulkCreate([...last.values()], { updateOnDuplicate: [...changing] })
    },
    async patch(call, changes) {
      await table.update(changes, { where: { id: call, endedAt: null }, everyOrganisation: true })
    },
    async find(organisationId, call) {
      const row = await table.findOne({ where: { organisationId, id: call } })
      return row?.get()
    },
    async of(organisationId, person, { before, limit }) {
      const rows = await table.findAll({
        where: {
          organisationId,
          [Op.or]: [{ callerPerson: person }, { calleePerson: person }, { answeredBy: person }],
          ...(before && { startedAt: { [Op.lt]: before } }),
        },
        order: [['startedAt', 'DESC']],
        limit,
      })
      return rows.map(row => row.get())
    },
    async closeForgotten(before, alive) {
      await table.update(
        { endedAt: new Date(), outcome: 'failed' },
        {
          where: { endedAt: null, startedAt: { [Op.lt]: before }, id: { [Op.notIn]: [...alive] } },
          everyOrganisation: true,
        },
      )
    },
  }
}

/** A call as one of its people may see it. */
export function entryFor(row: CallRow, person: string): CallEntry {
  const outgoing = row.callerPerson === person
  const other = outgoing
    ? { name: row.calleeName, number: row.calleeNumber, person: row.calleePerson, hidden: false }
    : row.callerHidden
      ? { name: null, number: null, person: null, hidden: true }
      : { name: row.callerName, number: row.callerNumber, person: row.callerPerson, hidden: false }
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString(),
    endedAt: row.endedAt?.toISOString(),
    direction: outgoing ? 'outgoing' : 'incoming',
    other: {
      name: other.name ?? undefined,
      number: other.number ?? undefined,
      person: other.person ?? undefined,
      hidden: other.hidden,
    },
    outcome: row.outcome ?? undefined,
    seconds: row.seconds,
  }
}
