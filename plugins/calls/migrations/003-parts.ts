import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { partColumns } from '../model.ts'

/** Who came into a call later; and everybody's calls in the order of time. */
export const parts: Migration = {
  name: 'calls/003-parts',
  async up(context) {
    const { queryInterface } = context
    await createTable(context, 'calls_parts', partColumns, {
      indexes: [{ fields: ['organisationId', 'person', 'startedAt'] }, { fields: ['endedAt'] }],
    })
    const indexes = (await queryInterface.showIndex('calls_calls')) as { name: string }[]
    const name = 'calls_calls_organisation_id_started_at'
    // MariaDB may have got this far before.
    if (!indexes.some(index => index.name === name))
      await queryInterface.addIndex('calls_calls', ['organisation_id', 'started_at'], { name })
  },
}
