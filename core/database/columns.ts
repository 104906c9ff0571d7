/** Columns and tables for migrations and models, the same on SQLite and MariaDB. */
import { DataTypes, type ModelAttributeColumnOptions, type ModelAttributes } from 'sequelize'
import type { Migration } from './migration.ts'

/** UUIDs and other ids of the hub's own. */
export const id = DataTypes.STRING(36)
/** UTC with milliseconds; plain DATE drops them on MariaDB. */
export const time = DataTypes.DATE(3)
/** JSON and other text of up to 16 MB; plain TEXT ends at 64 kB on MariaDB. */
export const longText = DataTypes.TEXT('medium')

type Context = Parameters<Migration['up']>[0]

const own = {
  id: { type: id, primaryKey: true, allowNull: false },
} as const
const organisation = { organisationId: { type: id, allowNull: false } } as const
const times = { createdAt: { type: time, allowNull: false }, updatedAt: { type: time, allowNull: false } } as const

export interface TableOptions {
  /** By attribute name, as in `['organisationId', 'number']`. */
  readonly indexes?: readonly { readonly fields: readonly string[]; readonly unique?: boolean }[]
  /** No organisation has it: the organisations themselves, or what the hub keeps for itself. */
  readonly plain?: boolean
}

/** Snake case, as the columns are named. */
export const columnName = (attribute: string) => attribute.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

type Columns = Record<string, ModelAttributeColumnOptions>

/** The same columns as this dialect takes them. */
export function columnsFor(dialect: string, attributes: ModelAttributes): Columns {
  const columns = Object.entries(attributes).map(([name, column]) => {
    const options = typeof column === 'object' && 'type' in column ? { ...column } : { type: column }
    // SQLite's TEXT has no sizes, and Sequelize warns of each.
    const isText = (options.type as { key?: string }).key === 'TEXT'
    return [name, dialect === 'sqlite' && isText ? { ...options, type: DataTypes.TEXT } : options]
  })
  return Object.fromEntries(columns)
}

/** What every row has, with the table's own attributes in between. */
export function allColumns(dialect: string, attributes: ModelAttributes, plain = false): Columns {
  return columnsFor(dialect, { ...own, ...(plain ? {} : organisation), ...attributes, ...times })
}

/**
 * Creates `table` with id, organisationId, the attributes and the times; harmless when it stands there already, whole or in part
 * (MariaDB commits every statement by itself).
 */
export function createTable(
  context: Context,
  table: string,
  attributes: ModelAttributes,
  { indexes = [], plain = false }: TableOptions = {},
): Promise<void> {
  return createBareTable(context, table, { ...own, ...(plain ? {} : organisation), ...attributes, ...times }, indexes)
}

/** Creates `table` with these columns alone. */
export async function createBareTable(
  { queryInterface, sequelize }: Context,
  table: string,
  attributes: ModelAttributes,
  indexes: NonNullable<TableOptions['indexes']> = [],
): Promise<void> {
  const columns = Object.entries(columnsFor(sequelize.getDialect(), attributes)).map(([name, column]) => [
    column.field ?? columnName(name),
    column,
  ])
  await queryInterface.createTable(table, Object.fromEntries(columns), {
    charset: 'utf8mb4',
    collate: 'utf8mb4_nopad_bin',
  })
  const there = (await queryInterface.showIndex(table)) as { name: string }[]
  for (const { fields, unique = false } of indexes) {
    const names = fields.map(columnName)
    const name = `${table}_${names.join('_')}`.slice(0, 64)
    if (!there.some(index => index.name === name)) await queryInterface.addIndex(table, names, { name, unique })
  }
}
