import { createBareTable } from '../database/columns.ts'
import type { Migration } from '../database/migration.ts'
import { attributes } from './row.ts'

/** Before any other migration that may set a job. */
export const migrations: readonly Migration[] = [
  {
    name: 'core/001-jobs',
    up: context =>
      createBareTable(context, 'core_jobs', attributes, [
        { fields: ['name', 'nextRunAt'] },
        { fields: ['name', 'lockedAt'] },
      ]),
  },
]
