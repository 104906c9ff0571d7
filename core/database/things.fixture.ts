/** A table for the tests of the database. */
import { DataTypes } from 'sequelize'
import type { Stored } from '../hub.ts'
import { createTable, id, longText, time } from './columns.ts'
import type { Database } from './index.ts'
import type { Migration } from './migration.ts'

export interface Thing extends Stored {
  name: string
  at: Date | null
  open: boolean
  rank: number
  body: string | null
  data: unknown
  parentId: string | null
}
export const attributes = {
  name: { type: DataTypes.STRING(80), allowNull: false },
  at: { type: time },
  open: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
  rank: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
  body: { type: longText },
  data: { type: DataTypes.JSON },
  parentId: { type: id, references: { model: 'test_things', key: 'id' }, onDelete: 'CASCADE' },
}
export const migrations: readonly Migration[] = [
  {
    name: 'test/001-things',
    up: context =>
      createTable(context, 'test_things', attributes, {
        indexes: [{ fields: ['organisationId', 'name'], unique: true }],
      }),
  },
]
export const things = (database: Database) => database.forPlugin('test').table<Thing>('things', attributes)
