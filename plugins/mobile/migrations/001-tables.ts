import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'mobile/001-tables',
  up: context =>
    createTable(context, 'mobile_people', columns, { indexes: [{ fields: ['organisationId', 'number'] }] }),
}
