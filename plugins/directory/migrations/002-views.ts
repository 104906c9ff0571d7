/**
 * What Kamailio reads by itself: the secrets that phones authenticate with, and the number map that serves when no hub answers. Who is
 * disabled is in neither.
 */
import type { Migration } from '../../../core/database/migration.ts'

// SQLite joins strings by ||, which MariaDB takes for "or". Kamailio reads SQLite by the system's library, whose age isn't ours to choose.
const joined = (dialect: string, ...parts: readonly string[]) =>
  dialect === 'mariadb' ? `CONCAT(${parts.join(', ')})` : `(${parts.join(' || ')})`

const people = `
  FROM directory_numbers n
  JOIN directory_people p ON p.id = n.person_id AND p.disabled = 0
  JOIN directory_organisations o ON o.id = n.organisation_id
  WHERE n.kind = 'person' AND n.short IS NOT NULL`

/** Columns as auth_db wants them. `extension` is the address of record that the device may register and call as. */
const credentials = (extension: string) => `
  SELECT d.auth_name AS username, d.domain AS domain, d.ha1 AS ha1, ${extension} AS extension
  FROM directory_devices d
  JOIN directory_people p ON p.id = d.person_id AND p.disabled = 0
  JOIN directory_numbers n ON n.person_id = p.id AND n.kind = 'person' AND n.short IS NOT NULL
  JOIN directory_organisations o ON o.id = n.organisation_id`

/** Columns as htable loads them; key_type 0 is a plain key, value_type 0 a string. */
const row = (key: string, value: string) =>
  `SELECT ${key} AS key_name, 0 AS key_type, 0 AS value_type, ${value} AS key_value, 0 AS expires`

/**
 * "+46846500401" gives the extension, that of a group or queue its members' extensions with commas between; "1001@domain" gives the
 * number that shows when that extension calls 112; `all`: also where it has none, and then "".
 */
export const numbers = (extension: string, { all = false } = {}) => `
  ${row('n.e164', extension)} ${people} AND n.e164 IS NOT NULL
  UNION ALL
  ${all ? `${row(extension, "COALESCE(n.e164, '')")} ${people}` : `${row(extension, 'n.e164')} ${people} AND n.e164 IS NOT NULL`}
  UNION ALL
  ${row('g.e164', `GROUP_CONCAT(${extension})`)}
  FROM directory_numbers g
  JOIN directory_number_members m ON m.number_id = g.id
  JOIN directory_numbers n ON n.person_id = m.person_id AND n.kind = 'person' AND n.short IS NOT NULL
  JOIN directory_people p ON p.id = n.person_id AND p.disabled = 0
  JOIN directory_organisations o ON o.id = n.organisation_id
  WHERE g.kind IN ('group', 'queue') AND g.e164 IS NOT NULL
  GROUP BY g.id, g.e164`

export const views: Migration = {
  name: 'directory/002-views',
  async up({ sequelize }) {
    const extension = joined(sequelize.getDialect(), 'n.short', "'@'", 'o.domain')
    await sequelize.query(`CREATE VIEW IF NOT EXISTS directory_sip_credentials AS ${credentials(extension)}`)
    await sequelize.query(`CREATE VIEW IF NOT EXISTS directory_sip_numbers AS ${numbers(extension)}`)
  },
}
