import { DataTypes } from 'sequelize'
import { id, longText } from '../../../core/database/columns.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Replay } from '../contract/replay.ts'

interface Row {
  /** Whose it is, and nobody else's. */
  person: string
  state: Replay['state']
  /** JSON of the rest of a `Replay`. */
  found: string
}

export const replayColumns = {
  person: { type: id, allowNull: false },
  state: { type: DataTypes.STRING(10), allowNull: false },
  found: { type: longText, allowNull: false },
}

export const replayTable = (hub: Pick<Hub, 'table'>) => hub.table<Row>('replays', replayColumns)
export type ReplayTable = ReturnType<typeof replayTable>
