import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { identityColumns } from '../identity/choices.ts'

/** Which number shows when a person calls, and what her desk phones show. */
export const identity: Migration = {
  name: 'calls/004-identity',
  async up(context) {
    await createTable(context, 'calls_identity', identityColumns)
  },
}
