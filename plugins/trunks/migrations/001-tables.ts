import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'trunks/001-tables',
  async up(context) {
    const indexes = [{ fields: ['organisationId', 'position'] }]
    await createTable(context, 'trunks_trunks', columns.trunks, { indexes })
    await createTable(context, 'trunks_ways', columns.ways, { indexes })
    await createTable(context, 'trunks_sip', columns.sip, { plain: true })
  },
}
