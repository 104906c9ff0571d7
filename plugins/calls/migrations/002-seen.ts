import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { rangColumns, seenColumns } from '../model.ts'

/** Which rule decided, at whom a missed call rang, and when a person last looked. */
export const seen: Migration = {
  name: 'calls/002-seen',
  async up(context) {
    const { queryInterface, sequelize } = context
    // Not by addColumn: on SQLite Sequelize's own ways with tables cost rows. MariaDB may have got this far before.
    const there = await queryInterface.describeTable('calls_calls')
    if (!there.rule) {
      const type = sequelize.getDialect() === 'sqlite' ? 'TEXT' : 'MEDIUMTEXT'
      await sequelize.query(`ALTER TABLE calls_calls ADD COLUMN rule ${type}`)
    }
    await createTable(context, 'calls_rang', rangColumns, {
      indexes: [{ fields: ['organisationId', 'person', 'startedAt'] }],
    })
    await createTable(context, 'calls_seen', seenColumns)
  },
}
