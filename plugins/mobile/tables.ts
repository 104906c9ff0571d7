import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import type { Hub, Stored } from '../../core/hub.ts'
import type { MobileSettings } from './contract.ts'

/** `id` is the person's. */
export interface MobileRow {
  number: string | null
  rings: MobileSettings['rings']
  known: boolean
  calls: MobileSettings['calls']
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })

export const columns = {
  number: { type: DataTypes.STRING(20) },
  rings: required(DataTypes.STRING(8)),
  known: required(DataTypes.BOOLEAN),
  calls: required(DataTypes.STRING(8)),
}

export const mobileTable = (hub: Pick<Hub, 'table'>) =>
  hub.table<MobileRow>('people', columns) as ModelStatic<Model<MobileRow & Stored, Partial<MobileRow & Stored>>>
