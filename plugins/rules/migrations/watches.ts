import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../why/tables.ts'

export const watches: Migration = {
  name: 'rules/watches',
  async up(context) {
    await createTable(context, 'rules_watches', columns.watches, {
      indexes: [{ fields: ['organisationId', 'personId'] }],
    })
    await createTable(context, 'rules_watch_hits', columns.hits, {
      indexes: [{ fields: ['watchId', 'decisionId'], unique: true }, { fields: ['at'] }],
    })
  },
}
