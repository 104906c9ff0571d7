import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'calendar/001-tables',
  async up(context) {
    await createTable(context, 'calendar_links', columns.links, {
      indexes: [{ fields: ['organisationId', 'personId'] }],
    })
    await createTable(context, 'calendar_readings', columns.readings, {
      indexes: [{ fields: ['organisationId', 'personId'] }, { fields: ['linkId'] }],
    })
    await createTable(context, 'calendar_watches', columns.watches, {
      indexes: [{ fields: ['organisationId', 'linkId'] }, { fields: ['watchId'] }],
    })
    await createTable(context, 'calendar_overrides', columns.overrides, {
      indexes: [{ fields: ['organisationId', 'personId'] }],
    })
  },
}
