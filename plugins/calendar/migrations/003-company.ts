import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

/** Links by the company, leases on readings, and when an event that somebody spoke of was last seen. */
export const company: Migration = {
  name: 'calendar/003-company',
  async up(context) {
    const { queryInterface, sequelize } = context
    // Not by addColumn: on SQLite Sequelize's own ways with tables cost rows. A new database has them already, and MariaDB may have got this far.
    const add = async (table: string, wanted: Readonly<Record<string, string>>) => {
      const there = await queryInterface.describeTable(table)
      for (const [name, type] of Object.entries(wanted))
        if (!there[name]) await sequelize.query(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`)
    }
    await add('calendar_links', {
      company: 'TINYINT(1) NOT NULL DEFAULT 0',
      reason: 'VARCHAR(500)',
      lease: 'VARCHAR(36)',
      lease_until: 'DATETIME(3)',
      asked_at: 'DATETIME(3)',
    })
    await add('calendar_overrides', { seen_at: 'DATETIME(3)' })
    await createTable(context, 'calendar_companies', columns.companies)
    await createTable(context, 'calendar_opt_outs', columns.optOuts)
  },
}
