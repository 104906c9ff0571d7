import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id, time } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { ActivityKind, Chooser, SourceName } from './contract.ts'

/** A form of an activity that isn't the standard's. */
export interface KindRow {
  /** Person id; empty for the organisation's, since a unique index takes each null for another value. */
  ownerId: string
  key: string
  form: ActivityKind
}

/** What a person does now; `id` is the person's. */
export interface CurrentRow {
  key: string
  since: Date
  until: Date | null
  note: string | null
  setBy: Chooser
  /** Counts the changes: whoever writes names the one it has seen, and a job the one it was set for. */
  version: number
}

/** What a person did when that last changed with a source in it; `id` is the person's. */
export interface SeenRow {
  key: string
  closesPhone: boolean
  until: Date | null
  /** Name of the source that gave it; null: none did. */
  source: SourceName | null
  seenAt: Date
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })

export const columns = {
  kinds: { ownerId: required(id), key: required(id), form: required(DataTypes.JSON) },
  current: {
    key: required(id),
    since: required(time),
    until: { type: time },
    note: { type: DataTypes.STRING(200) },
    setBy: required(DataTypes.STRING(10)),
    version: required(DataTypes.INTEGER),
  },
  seen: {
    key: required(id),
    closesPhone: required(DataTypes.BOOLEAN),
    until: { type: time },
    source: { type: DataTypes.STRING(20) },
    seenAt: required(time),
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly kinds: Table<KindRow>
  readonly current: Table<CurrentRow>
  readonly seen: Table<SeenRow>
}

export const presenceTables = (hub: Pick<Hub, 'table'>): Tables => ({
  kinds: hub.table<KindRow>('kinds', columns.kinds),
  current: hub.table<CurrentRow>('current', columns.current),
  seen: hub.table<SeenRow>('seen', columns.seen),
})
