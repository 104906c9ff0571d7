import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id, longText, time } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { Settings } from './contract.ts'

/**
 * recording: being left. recorded: whole, and its caller may still listen to it or record another. left: to be heard. none: there was
 * nothing to hear in it, or its caller has recorded another.
 */
export type MessageState = 'recording' | 'recorded' | 'left' | 'none'

export interface MessageRow {
  /** The person's whose it is. */
  person: string
  state: MessageState
  at: Date
  call: string | null
  /** The leg at the voice agent that it is recorded on. */
  leg: string | null
  callerPerson: string | null
  callerNumber: string | null
  callerName: string | null
  callerHidden: boolean
  milliseconds: number
  /** Numbers of 0 to 100, as JSON. */
  loudness: string
  heardAt: Date | null
  deletedAt: Date | null
  mailedAt: Date | null
  /** Who sent it on. */
  fromPerson: string | null
  note: string | null
}

export interface GreetingRow {
  person: string
  activity: string
  at: Date
  milliseconds: number
  loudness: string
  deletedAt: Date | null
}

/** `id` is the person's. */
export interface BoxRow {
  settings: Settings
  pinHash: string | null
  /** In a row. */
  wrongPins: number
  lockedUntil: Date | null
}

/** `id` is the organisation's. */
export interface KeepingRow {
  days: number | null
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })
const optional = (type: DataTypes.DataType | string) => ({ type })

export const columns = {
  messages: {
    person: required(id),
    state: required(DataTypes.STRING(10)),
    at: required(time),
    call: optional(id),
    leg: optional(DataTypes.STRING(80)),
    callerPerson: optional(id),
    callerNumber: optional(DataTypes.STRING(64)),
    callerName: optional(DataTypes.STRING(190)),
    callerHidden: required(DataTypes.BOOLEAN),
    milliseconds: required(DataTypes.INTEGER),
    loudness: required(longText),
    heardAt: optional(time),
    deletedAt: optional(time),
    mailedAt: optional(time),
    fromPerson: optional(id),
    note: optional(DataTypes.STRING(500)),
  },
  greetings: {
    person: required(id),
    activity: required(id),
    at: required(time),
    milliseconds: required(DataTypes.INTEGER),
    loudness: required(longText),
    deletedAt: optional(time),
  },
  boxes: {
    settings: required(DataTypes.JSON),
    pinHash: optional(DataTypes.STRING(255)),
    wrongPins: required(DataTypes.INTEGER),
    lockedUntil: optional(time),
  },
  keeping: { days: optional(DataTypes.INTEGER) },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly messages: Table<MessageRow>
  readonly greetings: Table<GreetingRow>
  readonly boxes: Table<BoxRow>
  readonly keeping: Table<KeepingRow>
}

export const voicemailTables = (hub: Pick<Hub, 'table'>): Tables => ({
  messages: hub.table<MessageRow>('messages', columns.messages),
  greetings: hub.table<GreetingRow>('greetings', columns.greetings),
  boxes: hub.table<BoxRow>('boxes', columns.boxes),
  keeping: hub.table<KeepingRow>('keeping', columns.keeping),
})
