import { createTable } from '../database/columns.ts'
import type { Migration } from '../database/migration.ts'
import { ruleVersionsMigration } from './rule-versions-migration.ts'
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
  {
    name: 'core/003-records',
    /** What is old is found by the time at which it happened. */
    async up({ queryInterface }) {
      const added = { core_occurrences: ['organisation_id', 'at'], core_outbox: ['organisation_id', 'expires_at'] }
      for (const [table, fields] of Object.entries(added)) {
        const name = `${table}_${fields.join('_')}`
        const there = (await queryInterface.showIndex(table)) as { name: string }[]
        // MariaDB may have got this far before.
        if (!there.some(index => index.name === name)) await queryInterface.addIndex(table, fields, { name })
      }
    },
  },
  ruleVersionsMigration,
]
