import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id, longText, time } from '../../../core/database/columns.ts'
import type { Hub, Stored } from '../../../core/hub.ts'

interface WatchRow {
  personId: string
  /** The event's name and the key of the rule that won; '' where none held. */
  event: string
  rule: string
  /** JSON of `Wanted`. */
  wanted: string
  seenAt: Date
}
interface HitRow {
  watchId: string
  decisionId: string
  event: string
  subject: string
  at: Date
}

export const columns = {
  watches: {
    personId: { type: id, allowNull: false },
    event: { type: DataTypes.STRING(80), allowNull: false },
    rule: { type: DataTypes.STRING(190), allowNull: false },
    wanted: { type: longText, allowNull: false },
    seenAt: { type: time, allowNull: false },
  },
  hits: {
    watchId: { type: id, allowNull: false },
    decisionId: { type: id, allowNull: false },
    event: { type: DataTypes.STRING(80), allowNull: false },
    subject: { type: DataTypes.STRING(190), allowNull: false },
    at: { type: time, allowNull: false },
  },
} as const

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export const whyTables = (hub: Pick<Hub, 'table'>) => ({
  watches: hub.table<WatchRow>('watches', columns.watches) as Table<WatchRow>,
  hits: hub.table<HitRow>('watch_hits', columns.hits) as Table<HitRow>,
})
export type WhyTables = ReturnType<typeof whyTables>
