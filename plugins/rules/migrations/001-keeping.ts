import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { keepingColumns } from '../keeping/table.ts'

export const keeping: Migration = {
  name: 'rules/001-keeping',
  up: context => createTable(context, 'rules_keeping', keepingColumns),
}
