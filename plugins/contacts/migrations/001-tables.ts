import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'contacts/001-tables',
  async up(context) {
    await createTable(context, 'contacts_contacts', columns.contacts, {
      indexes: [{ fields: ['organisationId', 'ownerId'] }],
    })
    await createTable(context, 'contacts_marks', columns.marks, {
      indexes: [
        { fields: ['organisationId', 'ownerId', 'kind', 'targetKind', 'target'], unique: true },
        { fields: ['targetKind', 'target'] },
      ],
    })
  },
}
