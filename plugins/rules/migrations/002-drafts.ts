import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../versions/tables.ts'

export const drafts: Migration = {
  name: 'rules/002-drafts',
  async up(context) {
    const indexes = [{ fields: ['organisationId', 'scope', 'owner'], unique: true }]
    await createTable(context, 'rules_drafts', columns.drafts, { indexes })
    await createTable(context, 'rules_scheduled', columns.scheduled, { indexes })
  },
}
