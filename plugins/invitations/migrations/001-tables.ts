import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

export const tables: Migration = {
  name: 'invitations/001-tables',
  async up(context) {
    await createTable(context, 'invitations_calls', columns.calls, {
      indexes: [{ fields: ['organisationId', 'hostId', 'end'] }, { fields: ['end'] }],
    })
    await createTable(context, 'invitations_invitees', columns.invitees, { indexes: [{ fields: ['callId'] }] })
  },
}
