/** The plugin's tables. What is read of them stands in search.ts. */
import { DataTypes, type Model, type ModelStatic, Op } from 'sequelize'
import { v5 } from 'uuid'
import { longText } from '../../core/database/columns.ts'
import type { Hub } from '../../core/hub.ts'
import type { Outcome } from './contract.ts'

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

/** What somebody had of a call that had been answered before: it was transferred to her, or she came in. */
export interface Part {
  organisationId: string
  call: string
  person: string
  startedAt: Date
  answeredAt: Date | null
  endedAt: Date | null
  outcome: 'answered' | 'missed' | null
  seconds: number
  otherPerson: string | null
  otherNumber: string | null
  otherName: string | null
  otherHidden: boolean
}
type PartRow = Part & { id: string }

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
export const partColumns = {
  call: { type: id, allowNull: false },
  person: { type: id, allowNull: false },
  startedAt: { type: time, allowNull: false },
  answeredAt: { type: time },
  endedAt: { type: time },
  outcome: { type: DataTypes.STRING(10) },
  seconds: { type: DataTypes.INTEGER, allowNull: false },
  otherPerson: { type: id },
  otherNumber: { type: DataTypes.STRING(64) },
  otherName: { type: DataTypes.STRING(190) },
  otherHidden: { type: DataTypes.BOOLEAN, allowNull: false },
}

/** What is learnt of a call after it began. */
export type CallChanges = Partial<Pick<CallRow, 'answeredAt' | 'answeredBy' | 'endedAt' | 'outcome' | 'seconds'>>

const table = <Row extends object>(hub: Pick<Hub, 'table'>, name: string, of: Parameters<Hub['table']>[1]) =>
  hub.table<Row>(name, of) as ModelStatic<Model<Row, Row>>

export const tables = (hub: Pick<Hub, 'table'>) => ({
  calls: table<CallRow>(hub, 'calls', { ...columns, rule: ruleColumn }),
  rang: table<RangRow>(hub, 'rang', rangColumns),
  parts: table<PartRow>(hub, 'parts', partColumns),
  seen: table<SeenRow>(hub, 'seen', seenColumns),
})
export type Tables = ReturnType<typeof tables>

export interface CallTable {
  /** Takes the place of what was saved of these calls before; no call twice. */
  readonly save: (rows: readonly CallRow[]) => Promise<void>
  readonly saveParts: (parts: readonly Part[]) => Promise<void>
  /** Of a call that has not ended. */
  readonly patch: (call: string, changes: CallChanges) => Promise<void>
  /** A message was left in a call that counted as missed. */
  readonly messageLeft: (call: string) => Promise<void>
  readonly find: (organisation: string, call: string) => Promise<CallRow | undefined>
  /** These people's phones rang for a call that was missed. */
  readonly rang: (row: CallRow, people: readonly string[]) => Promise<void>
  /** Whether it rang at this person or she had a part in it. */
  readonly beside: (row: CallRow, person: string) => Promise<boolean>
  /** Calls that nobody saw the end of: begun before `before` and not among `alive` (call ids). */
  readonly closeForgotten: (before: Date, alive: readonly string[]) => Promise<void>
  readonly seen: (organisation: string, person: string) => Promise<Date | undefined>
  readonly look: (organisation: string, person: string, at: Date) => Promise<void>
}

const changing = ['callerName', 'answeredAt', 'answeredBy', 'endedAt', 'outcome', 'seconds', 'rule'] as const
const changingParts = ['answeredAt', 'endedAt', 'outcome', 'seconds'] as const
export const partKey = ({ person, call }: Pick<Part, 'person' | 'call'>): string => v5(person, call)

export function callTable({ calls, rang, parts, seen }: Tables): CallTable {
  return {
    async save(rows) {
      await calls.bulkCreate([...rows], { updateOnDuplicate: [...changing] })
    },
    async saveParts(all) {
      const rows = all.map(part => ({ ...part, id: partKey(part) }))
      await parts.bulkCreate(rows, { updateOnDuplicate: [...changingParts] })
    },
    async patch(call, changes) {
      await calls.update(changes, { where: { id: call, endedAt: null }, everyOrganisation: true })
    },
    async messageLeft(call) {
      const where = { id: call, outcome: ['missed', 'announced'] }
      await calls.update({ outcome: 'voicemail' }, { where, everyOrganisation: true })
    },
    async find(organisationId, call) {
      const row = await calls.findOne({ where: { organisationId, id: call } })
      return row?.get()
    },
    async rang({ id: call, organisationId, startedAt }, people) {
      const rows = people.map(person => ({ id: v5(person, call), organisationId, call, person, startedAt }))
      await rang.bulkCreate(rows, { ignoreDuplicates: true })
    },
    async beside({ organisationId, id: call }, person) {
      const where = { organisationId, call, person }
      return (await rang.count({ where })) + (await parts.count({ where })) > 0
    },
    async closeForgotten(before, alive) {
      const where = { endedAt: null, startedAt: { [Op.lt]: before }, id: { [Op.notIn]: [...alive] } }
      const endedAt = new Date()
      // How long they talked, nobody knows; that they did is known.
      const talked = { ...where, answeredAt: { [Op.ne]: null } }
      await calls.update({ endedAt, outcome: 'answered' }, { where: talked, everyOrganisation: true })
      await calls.update({ endedAt, outcome: 'failed' }, { where, everyOrganisation: true })
      const lost = { endedAt: null, startedAt: { [Op.lt]: before }, call: { [Op.notIn]: [...alive] } }
      await parts.update({ endedAt }, { where: lost, everyOrganisation: true })
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
