import { beforeEach, expect, test } from 'vitest'
import type { Database } from '../../../core/database/index.ts'
import type { Decision } from '../../../core/flow/decision.ts'
import { type Journal, journal } from '../../../core/flow/journal.ts'
import { flowMigrations } from '../../../core/flow/migrations.ts'
import { occurrence } from '../../../core/flow/occurrence.ts'
import { openRecords } from '../../../core/flow/records.ts'
import { happened, scene } from '../../../core/flow/testing/scene.ts'
import { definePlugin, type Who } from '../../../core/hub.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import { newWorld, type PluginHub, pluginHub } from '../../../test/harness/plugin-hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { readKeeping, setKeeping } from '../contract.ts'
import { keeping } from '../migrations/001-keeping.ts'
import { provideKeeping } from './index.ts'

const day = 86_400_000
const organisations = ['norrsken', 'fjallstrom']
const directory = { organisations: () => organisations.map(id => ({ id })) } as unknown as Directory
const david: Who = { person: 'david', organisation: 'norrsken', role: 'administrator', plan: 'Pro', session: 's' }

eachDatabase('decisions', ({ open }) => {
  let database: Database
  let kept: Journal
  let hub: PluginHub
  let forgotten: string[]
  beforeEach(async () => {
    database = await open()
    await database.migrate([...flowMigrations, keeping])
    const core = database.forPlugin('core')
    kept = journal(core, scene({}), 'hub')
    forgotten = []
    const plugin = definePlugin({
      id: 'rules',
      needs: {},
      setup: given =>
        provideKeeping(given, {
          ...{ directory, records: openRecords(core) },
          forgets: [async organisation => void forgotten.push(organisation)],
        }),
    })
    hub = await pluginHub(plugin, { database, world: newWorld(), directory })
    for (const organisation of organisations) {
      for (const days of [1, 29, 31, 45]) await kept.recordAll([decision(organisation, days)])
    }
  })

  let made = 0
  const decision = (organisation: string, days: number): Decision => {
    made += 1
    const at = new Date(Date.now() - days * day)
    return {
      id: `decision-${made}`,
      occurrence: occurrence(happened, { organisation, data: { person: 'anna' }, at }),
      tried: [],
      also: [],
      tookMs: 1,
    }
  }
  const left = async (organisation: string) => (await kept.decisionsOf(organisation, 'anna')).length

  test('are kept for thirty days where nobody says anything', async () => {
    expect(await hub.call(readKeeping, {}, david)).toEqual({ days: 30 })
    await hub.runJob('forget', {})
    expect(await left('norrsken')).toBe(2)
    expect(forgotten).toEqual(organisations)
  })

  test('are kept for as long as the organisation says, and no other', async () => {
    await hub.call(setKeeping, { days: 40 }, david)
    expect(await hub.call(readKeeping, {}, david)).toEqual({ days: 40 })
    await hub.runJob('forget', {})
    expect([await left('norrsken'), await left('fjallstrom')]).toEqual([3, 2])
    await hub.call(setKeeping, { days: 7 }, david)
    await hub.runJob('forget', {})
    expect([await left('norrsken'), await left('fjallstrom')]).toEqual([1, 2])
  })

  test('are for administrators to say of', async () => {
    await expect(hub.call(setKeeping, { days: 1 }, { ...david, role: 'supervisor' })).rejects.toThrow(
      'access.forbidden',
    )
    await expect(hub.call(setKeeping, { days: 0 }, david)).rejects.toThrow('days')
  })
})
