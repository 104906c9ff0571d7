import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'presence/001-tables',
  async up(context) {
    await createTable(context, 'presence_kinds', columns.kinds, {
      indexes: [{ fields: ['organisationId', 'ownerId', 'key'], unique: true }],
    })
    await createTable(context, 'presence_current', columns.current, {
      indexes: [{ fields: ['organisationId'] }, { fields: ['until'] }],
    })
  },
}
