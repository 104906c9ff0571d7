import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../model.ts'

export const migration: Migration = {
  name: 'calls/001-calls',
  async up(context) {
    await createTable(context, 'calls_calls', columns, {
      indexes: [
        { fields: ['organisationId', 'callerPerson', 'startedAt'] },
        { fields: ['organisationId', 'calleePerson', 'startedAt'] },
        { fields: ['organisationId', 'answeredBy', 'startedAt'] },
        { fields: ['endedAt'] },
      ],
    })
  },
}
