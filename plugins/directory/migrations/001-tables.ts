import { createTable } from '../../../core/database/columns.ts'
import type { Migration } from '../../../core/database/migration.ts'
import { columns } from '../tables.ts'

const unique = (...fields: string[]) => ({ fields, unique: true })
const index = (...fields: string[]) => ({ fields })

export const tables: Migration = {
  name: 'directory/001-tables',
  async up(context) {
    await createTable(context, 'directory_organisations', columns.organisations, {
      indexes: [unique('slug'), unique('domain'), unique('organisationId')],
    })
    await createTable(context, 'directory_closed_days', columns.closedDays, {
      indexes: [unique('organisationId', 'day')],
    })
    await createTable(context, 'directory_teams', columns.teams, { indexes: [unique('organisationId', 'name')] })
    await createTable(context, 'directory_people', columns.people, {
      indexes: [unique('email'), index('organisationId', 'name')],
    })
    await createTable(context, 'directory_numbers', columns.numbers, {
      indexes: [unique('e164'), unique('organisationId', 'short'), index('personId')],
    })
    await createTable(context, 'directory_number_members', columns.numberMembers, {
      indexes: [unique('numberId', 'personId'), index('personId')],
    })
    await createTable(context, 'directory_devices', columns.devices, {
      // Kamailio looks for the name first, and nobody has it twice in a domain.
      indexes: [unique('authName', 'domain'), index('personId')],
    })
  },
}
