import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

/** For how long messages are kept. */
export const keeping: Migration = {
  name: 'voicemail/002-keeping',
  up: context => createTable(context, 'voicemail_keeping', columns.keeping),
}
