import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const seen: Migration = {
  name: 'presence/002-seen',
  async up(context) {
    await createTable(context, 'presence_seen', columns.seen)
  },
}
