import { QueryTypes } from 'sequelize'
import { createTable } from '../database/columns.ts'
import type { Migration } from '../database/migration.ts'
import { columns } from './tables.ts'

export const ruleVersionsMigration: Migration = {
  name: 'core/004-rule-versions',
  async up(context) {
    await createTable(context, 'core_rule_versions', columns.ruleVersions, {
      indexes: [{ fields: ['organisationId', 'scope', 'owner', 'number'], unique: true }],
    })
    await firstVersions(context)
  },
}

interface Written {
  readonly organisation_id: string
  readonly scope: string
  readonly owner: string
  readonly version: string
  readonly source: string
  readonly created_at: unknown
}

/** What was in force before there were versions is the first of each owner, by the name that decisions know it by. */
async function firstVersions({ queryInterface, sequelize }: Parameters<Migration['up']>[0]): Promise<void> {
  const rows = await sequelize.query<Written>(
    `SELECT organisation_id, scope, owner, version, source, created_at FROM core_rules r
     WHERE NOT EXISTS (SELECT 1 FROM core_rule_versions v WHERE v.id = r.version) ORDER BY position`,
    { type: QueryTypes.SELECT },
  )
  const versions = [...Map.groupBy(rows, ({ version }) => version).values()].flatMap(rules => {
    const [first] = rules
    if (!first) return []
    const { organisation_id, scope, owner, version, created_at } = first
    const body = JSON.stringify({ rules: rules.map(({ source }) => JSON.parse(source)), beside: {} })
    const told = { organisation_id, scope, owner, number: 1, size: rules.length, body }
    return { id: version, ...told, created_at, updated_at: created_at }
  })
  for (let at = 0; at < versions.length; at += 500) {
    await queryInterface.bulkInsert('core_rule_versions', versions.slice(at, at + 500))
  }
}
