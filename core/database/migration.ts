import type { QueryInterface, Sequelize } from 'sequelize'

/**
 * One step of the schema, the same for SQLite and MariaDB. `name` orders and identifies it: `<plugin>/NNN-what`. On SQLite Sequelize's
 * renameColumn, changeColumn and removeColumn rebuild the table and delete child rows by cascade: use raw ALTER TABLE there.
 */
export interface Migration {
  readonly name: string
  up(context: { queryInterface: QueryInterface; sequelize: Sequelize }): Promise<void>
}
