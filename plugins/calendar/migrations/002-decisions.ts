import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const decisions: Migration = {
  name: 'calendar/002-decisions',
  async up(context) {
    await createTable(context, 'calendar_decisions', columns.decisions, {
      indexes: [{ fields: ['organisationId', 'personId'] }, { fields: ['linkId'] }, { fields: ['at'] }],
    })
  },
}
