import { expect, test } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { flowMigrations } from './migrations.ts'
import { ruleVersionsOf } from './rule-versions.ts'
import { ruleVersionsMigration } from './rule-versions-migration.ts'
import { tables } from './tables.ts'
import { rule } from './testing/scene.ts'

eachDatabase('rules from before there were versions', ({ open }) => {
  test('are the first version of each owner, by the name that decisions know it by', async () => {
    const database = await open()
    await database.migrate(flowMigrations.filter(({ name }) => name < ruleVersionsMigration.name))
    const core = database.forPlugin('core')
    const row = (owner: string, version: string, position: number, name: string) => ({
      ...{ organisationId: 'org', scope: 'person', owner, on: 'test.happened', position, version },
      source: JSON.stringify(rule(name, { scope: 'person' }).rule),
    })
    await tables(core).rules.bulkCreate([
      row('anna', 'version-a', 1, 'second'),
      row('anna', 'version-a', 0, 'first'),
      row('bjorn', 'version-b', 0, 'only'),
    ])
    await database.migrate(flowMigrations)
    // MariaDB may have got half way before.
    await ruleVersionsMigration.up({
      sequelize: database.sequelize,
      queryInterface: database.sequelize.getQueryInterface(),
    })
    const versions = ruleVersionsOf(core)
    const of = (owner: string) => ({ scope: 'person', organisation: 'org', owner }) as const
    const latest = await versions.latest(of('anna'))
    expect(latest).toMatchObject({ id: 'version-a', number: 1, size: 2, beside: {} })
    expect(latest?.rules.map(({ name }) => name)).toEqual(['first', 'second'])
    expect(latest?.at.getTime()).toBeGreaterThan(0)
    expect(await versions.list(of('anna'), { limit: 9 })).toHaveLength(1)
    expect(await versions.find('org', 'version-b')).toMatchObject({ owner: of('bjorn'), size: 1 })
    expect(await versions.find('another', 'version-b')).toBeUndefined()
  })
})
