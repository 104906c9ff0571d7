import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id, time } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { Make } from './contract.ts'

/** What is known of a device of the directory's; nothing yet of one that was made elsewhere. */
export interface PhoneRow {
  deviceId: string
  make: Make
  keys: string[]
  /** SHA-256 of the link's token; null: there is no link. */
  token: string | null
  /** Until when whatever phone comes first may use it. */
  tokenUntil: Date | null
  /** The one phone that may use it, from its first use on: twelve hexadecimal digits. */
  mac: string | null
  model: string | null
  seenAt: Date | null
}

export const columns = {
  deviceId: { type: id, allowNull: false },
  make: { type: DataTypes.STRING(12), allowNull: false },
  keys: { type: DataTypes.JSON, allowNull: false },
  token: { type: DataTypes.STRING(64) },
  tokenUntil: { type: time },
  mac: { type: DataTypes.STRING(12) },
  model: { type: DataTypes.STRING(120) },
  seenAt: { type: time },
}

export type PhoneTable = ModelStatic<Model<PhoneRow & Stored, Partial<PhoneRow & Stored>>>
export const phoneTable = (hub: Pick<Hub, 'table'>): PhoneTable => hub.table<PhoneRow>('phones', columns)
