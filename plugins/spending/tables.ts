import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { AlarmKind, Limits, Price, Settings } from './contract.ts'

export interface CallRow {
  callId: string
  person: string | null
  dialled: string
  country: string | null
  minute: number
  opening: number
  day: string
  startedAt: Date
  answeredAt: Date | null
  /** Null while it goes on. */
  cost: number | null
  seconds: number | null
}

/** `id` is the organisation's. */
export interface SettingsRow {
  settings: Settings
  prices: Price[]
}
/** `id` is the person's. */
export interface LimitsRow {
  limits: Limits
}
export interface AlarmRow {
  at: Date
  what: AlarmKind
  person: string | null
  dialled: string | null
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })
const time = DataTypes.DATE(3)

export const columns = {
  calls: {
    callId: required(DataTypes.STRING(255)),
    person: { type: id },
    dialled: required(DataTypes.STRING(64)),
    country: { type: DataTypes.STRING(2) },
    minute: required(DataTypes.INTEGER),
    opening: required(DataTypes.INTEGER),
    day: required(DataTypes.STRING(10)),
    startedAt: required(time),
    answeredAt: { type: time },
    cost: { type: DataTypes.INTEGER },
    seconds: { type: DataTypes.INTEGER },
  },
  settings: { settings: required(DataTypes.JSON), prices: required(DataTypes.JSON) },
  limits: { limits: required(DataTypes.JSON) },
  alarms: {
    at: required(time),
    what: required(DataTypes.STRING(20)),
    person: { type: id },
    dialled: { type: DataTypes.STRING(64) },
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly calls: Table<CallRow>
  readonly settings: Table<SettingsRow>
  readonly limits: Table<LimitsRow>
  readonly alarms: Table<AlarmRow>
}

export const spendingTables = (hub: Pick<Hub, 'table'>): Tables => ({
  calls: hub.table<CallRow>('calls', columns.calls),
  settings: hub.table<SettingsRow>('settings', columns.settings),
  limits: hub.table<LimitsRow>('limits', columns.limits),
  alarms: hub.table<AlarmRow>('alarms', columns.alarms),
})
