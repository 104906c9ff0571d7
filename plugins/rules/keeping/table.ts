import { DataTypes } from 'sequelize'
import type { Hub } from '../../../core/hub.ts'

interface Row {
  days: number
}

export const keepingColumns = { days: { type: DataTypes.INTEGER, allowNull: false } }

/** One row for each organisation that chose, under its own id. */
export const keepingTable = (hub: Pick<Hub, 'table'>) => hub.table<Row>('keeping', keepingColumns)
