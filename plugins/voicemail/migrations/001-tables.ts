import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'voicemail/001-tables',
  async up(context) {
    await createTable(context, 'voicemail_messages', columns.messages, {
      indexes: [
        { fields: ['organisationId', 'person', 'state', 'at'] },
        { fields: ['leg'] },
        { fields: ['deletedAt'] },
      ],
    })
    await createTable(context, 'voicemail_greetings', columns.greetings, {
      indexes: [{ fields: ['organisationId', 'person'] }, { fields: ['deletedAt'] }],
    })
    await createTable(context, 'voicemail_boxes', columns.boxes)
  },
}
