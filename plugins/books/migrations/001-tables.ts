import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'books/001-tables',
  async up(context) {
    await createTable(context, 'books_links', columns.links, {
      indexes: [{ fields: ['organisationId', 'ownerId', 'vendor', 'account'], unique: true }],
    })
    await createTable(context, 'books_cards', columns.cards, {
      indexes: [{ fields: ['linkId', 'book', 'key'], unique: true }, { fields: ['organisationId', 'ownerId'] }],
    })
  },
}
