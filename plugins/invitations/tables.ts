import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id, longText, time } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'

export interface CallRow {
  /** Person who invites. */
  hostId: string
  subject: string
  start: Date
  end: Date
  note: string
  /** One more each time that it is another (RFC 5546 section 2.1.4). */
  sequence: number
  cancelled: boolean
}

export interface InviteeRow {
  callId: string
  /** A colleague's; null: a guest. */
  personId: string | null
  name: string
  address: string
  /** Asked to it; when not, no more. */
  wanted: boolean
  /** Sequence of the last letter that was sent, and whether it asked; null: none was. */
  sentSequence: number | null
  sentWanted: boolean | null
  refused: boolean
  position: number
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })

export const columns = {
  calls: {
    hostId: required(id),
    subject: required(DataTypes.STRING(120)),
    start: required(time),
    end: required(time),
    note: required(longText),
    sequence: required(DataTypes.INTEGER),
    cancelled: required(DataTypes.BOOLEAN),
  },
  invitees: {
    callId: required(id),
    personId: { type: id },
    name: required(DataTypes.STRING(254)),
    address: required(DataTypes.STRING(254)),
    wanted: required(DataTypes.BOOLEAN),
    sentSequence: { type: DataTypes.INTEGER },
    sentWanted: { type: DataTypes.BOOLEAN },
    refused: required(DataTypes.BOOLEAN),
    position: required(DataTypes.INTEGER),
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly calls: Table<CallRow>
  readonly invitees: Table<InviteeRow>
}

export const invitationTables = (hub: Pick<Hub, 'table'>): Tables => ({
  calls: hub.table<CallRow>('calls', columns.calls),
  invitees: hub.table<InviteeRow>('invitees', columns.invitees),
})

export type Call = CallRow & Pick<Stored, 'id' | 'organisationId'>
export type InviteeStored = InviteeRow & Pick<Stored, 'id' | 'organisationId'>
