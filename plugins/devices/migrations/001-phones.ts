import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const phones: Migration = {
  name: 'devices/001-phones',
  async up(context) {
    const indexes = [
      { fields: ['deviceId'], unique: true },
      { fields: ['token'], unique: true },
    ]
    await createTable(context, 'devices_phones', columns, { indexes })
  },
}
