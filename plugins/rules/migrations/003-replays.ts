import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { replayColumns } from '../replay/table.ts'

export const replays: Migration = {
  name: 'rules/003-replays',
  up: context =>
    createTable(context, 'rules_replays', replayColumns, { indexes: [{ fields: ['organisationId', 'person'] }] }),
}
