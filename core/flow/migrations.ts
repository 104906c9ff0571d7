import { createTable } from '../database/columns.ts'
import type { Migration } from '../database/migration.ts'
import { columns } from './tables.ts'

export const flowMigrations: readonly Migration[] = [
  {
    name: 'core/002-flow',
    async up(context) {
      await createTable(context, 'core_occurrences', columns.occurrences, {
        indexes: [{ fields: ['subject'] }, { fields: ['decidedAt', 'leaseUntil'] }],
      })
      await createTable(context, 'core_decisions', columns.decisions, {
        indexes: [{ fields: ['organisationId', 'subject'] }, { fields: ['organisationId', 'at'] }],
      })
      await createTable(context, 'core_outbox', columns.outbox, {
        indexes: [{ fields: ['state', 'leaseUntil'] }],
      })
      await createTable(context, 'core_rules', columns.rules, {
        indexes: [{ fields: ['organisationId', 'scope', 'owner'] }],
      })
    },
  },
]
