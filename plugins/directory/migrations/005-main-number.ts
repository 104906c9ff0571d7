/** The number map has each organisation's main number: who has none of her own calls 112 with it. */
import type { Migration } from '../../../core/database/migration.ts'
import { numbers } from './002-views.ts'

const main = (key: string) => `
  UNION ALL
  SELECT ${key} AS key_name, 0 AS key_type, 0 AS value_type, MIN(c.e164) AS key_value, 0 AS expires
  FROM directory_numbers c
  JOIN directory_organisations w ON w.id = c.organisation_id
  WHERE c.kind IN ('group', 'queue') AND c.e164 IS NOT NULL
  GROUP BY w.id, w.domain`

export const mainNumber: Migration = {
  name: 'directory/005-main-number',
  async up({ sequelize }) {
    const sqlite = sequelize.getDialect() === 'sqlite'
    const extension = sqlite ? "(n.short || '@' || o.domain)" : "CONCAT(n.short, '@', o.domain)"
    const key = sqlite ? "('main@' || w.domain)" : "CONCAT('main@', w.domain)"
    await sequelize.query('DROP VIEW IF EXISTS directory_sip_numbers')
    await sequelize.query(`CREATE VIEW directory_sip_numbers AS ${numbers(extension, { all: true })} ${main(key)}`)
  },
}
