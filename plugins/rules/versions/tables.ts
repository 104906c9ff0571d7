import { DataTypes } from 'sequelize'
import { id, longText, time } from '../../../core/database/columns.ts'
import type { Hub } from '../../../core/hub.ts'

export interface DraftRow {
  scope: string
  owner: string
  revision: number
  base: number
  /** JSON of a `RuleSet`; none: thrown away, or published. The row stays, so that a revision never comes again. */
  set: string | null
  madeBy: string
}

export interface ScheduledRow {
  scope: string
  owner: string
  at: Date
  base: number
  /** JSON of a `RuleSet`. */
  set: string
  madeBy: string
  why: string
  failed: string | null
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })
const owned = { scope: required(DataTypes.STRING(12)), owner: required(id) }

export const columns = {
  drafts: {
    ...owned,
    revision: required(DataTypes.INTEGER),
    base: required(DataTypes.INTEGER),
    set: { type: longText },
    madeBy: required(id),
  },
  scheduled: {
    ...owned,
    at: required(time),
    base: required(DataTypes.INTEGER),
    set: required(longText),
    madeBy: required(id),
    why: required(DataTypes.TEXT),
    failed: { type: DataTypes.STRING(80) },
  },
}

export const rulesTables = (hub: Pick<Hub, 'table'>) => ({
  drafts: hub.table<DraftRow>('drafts', columns.drafts),
  scheduled: hub.table<ScheduledRow>('scheduled', columns.scheduled),
})
export type RulesTables = ReturnType<typeof rulesTables>
