import { DataTypes, type Model, type ModelStatic, Op } from 'sequelize'
import { v5 } from 'uuid'
import { longText } from '../../core/database/columns.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { CallEntry, Outcome, Phase } from './contract.ts'

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
  /** Title of the rule that decided last, in both languages; JSON. */
  rule: string | null
}

/** Somebody at whom a missed call rang beside the one who was called. */
interface RangRow {
  id: string
  organisationId: string
  call: string
  person: string
  startedAt: Date
}

/** When a person last looked at her calls; `id` is the person's. */
interface SeenRow {
  id: string
  organisationId: string
  seenAt: Date
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
/** Added by the second migration. */
export const ruleColumn = { type: longText }
export const rangColumns = {
  call: { type: id, allowNull: false },
  person: { type: id, allowNull: false },
  startedAt: { type: time, allowNull: false },
}
export const seenColumns = { seenAt: { type: time, allowNull: false } }

/** What is learnt of a call after it began. */
export type CallChanges = Partial<Pick<CallRow, 'answeredAt' | 'answeredBy' | 'endedAt' | 'outcome' | 'seconds'>>

export interface CallTable {
  /** Takes the place of what was saved of these calls before; no call twice. */
  readonly save: (rows: readonly CallRow[]) => Promise<void>
  /** Of a call that has not ended. */
  readonly patch: (call: string, changes: CallChanges) => Promise<void>
  readonly find: (organisation: string, call: string) => Promise<CallRow | undefined>
  /** These people's phones rang for a call that was missed. */
  readonly rang: (row: CallRow, people: readonly string[]) => Promise<void>
  readonly rangAt: (row: CallRow, person: string) => Promise<boolean>
  /** A person's calls, newest first, with those that rang at her and that nobody took. */
  readonly of: (
    organisation: string,
    person: string,
    options: { before?: Date | undefined; limit: number },
  ) => Promise<readonly CallRow[]>
  /** Calls that nobody saw the end of: begun before `before` and not among `alive` (call ids). */
  readonly closeForgotten: (before: Date, alive: readonly string[]) => Promise<void>
  readonly seen: (organisation: string, person: string) => Promise<Date | undefined>
  readonly look: (organisation: string, person: string, at: Date) => Promise<void>
}

export function callTable(hub: Pick<Hub, 'table'>): CallTable {
  const table = hub.table<CallRow>('calls', { ...columns, rule: ruleColumn }) as ModelStatic<Model<CallRow, CallRow>>
  const rang = hub.table<RangRow>('rang', rangColumns) as ModelStatic<Model<RangRow, RangRow>>
  const seen = hub.table<SeenRow>('seen', seenColumns) as ModelStatic<Model<SeenRow, SeenRow>>
  const changing = ['callerName', 'answeredAt', 'answeredBy', 'endedAt', 'outcome', 'seconds', 'rule'] as const
  return {
    async save(rows) {
      await table.bulkCreate([...rows], { updateOnDuplicate: [...changing] })
    },
    async patch(call, changes) {
      await table.update(changes, { where: { id: call, endedAt: null }, everyOrganisation: true })
    },
    async find(organisationId, call) {
      const row = await table.findOne({ where: { organisationId, id: call } })
      return row?.get()
    },
    async rang({ id: call, organisationId, startedAt }, people) {
      const rows = people.map(person => ({ id: v5(person, call), organisationId, call, person, startedAt }))
      await rang.bulkCreate(rows, { ignoreDuplicates: true })
    },
    rangAt: async ({ organisationId, id: call }, person) =>
      (await rang.count({ where: { organisationId, call, person } })) > 0,
    async of(organisationId, person, { before, limit }) {
      const earlier = before && { startedAt: { [Op.lt]: before } }
      const others = await rang.findAll({
        where: { organisationId, person, ...earlier },
        order: [['startedAt', 'DESC']],
        limit,
      })
      const rows = await table.findAll({
        where: {
          organisationId,
          [Op.or]: [
            { callerPerson: person },
            { calleePerson: person },
            { answeredBy: person },
            ...(others.length > 0 ? [{ id: others.map(row => row.get().call) }] : []),
          ],
          ...earlier,
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
    async seen(organisationId, person) {
      const row = await seen.findOne({ where: { organisationId, id: person } })
      return row?.get().seenAt
    },
    async look(organisationId, person, seenAt) {
      await seen.upsert({ id: person, organisationId, seenAt })
    },
  }
}

interface Beside {
  readonly directory?: Pick<Directory, 'person'>
  readonly phase?: Phase | undefined
}

/** A call as one of its people may see it. */
export function entryFor(row: CallRow, person: string, { directory, phase }: Beside = {}): CallEntry {
  const stoodIn = row.answeredBy !== null && row.answeredBy !== person && row.calleePerson === person
  const answeredBy = stoodIn ? directory?.person(row.answeredBy ?? '') : undefined
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
    phase,
    outcome: row.outcome ?? undefined,
    seconds: row.seconds,
    via: outgoing || row.calleePerson === person ? undefined : (row.calleeName ?? row.calleeNumber ?? undefined),
    answeredBy: answeredBy && { person: answeredBy.id, name: answeredBy.name },
    // Whoever calls a colleague doesn't read the colleague's rules.
    rule: row.rule !== null && (!outgoing || row.calleeKind === 'outside') ? JSON.parse(row.rule) : undefined,
  }
}
