import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'spending/001-tables',
  async up(context) {
    await createTable(context, 'spending_calls', columns.calls, {
      indexes: [{ fields: ['organisationId', 'day'] }, { fields: ['cost'] }],
    })
    await createTable(context, 'spending_settings', columns.settings)
    await createTable(context, 'spending_limits', columns.limits, { indexes: [{ fields: ['organisationId'] }] })
    await createTable(context, 'spending_alarms', columns.alarms, { indexes: [{ fields: ['organisationId', 'at'] }] })
  },
}
