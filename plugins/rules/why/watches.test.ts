import { beforeEach, expect, test, vi } from 'vitest'
import type { Database } from '../../../core/database/index.ts'
import type { Decision } from '../../../core/flow/decision.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import { occurrence } from '../../../core/flow/occurrence.ts'
import { happened, scene } from '../../../core/flow/testing/scene.ts'
import { definePlugin, type Who } from '../../../core/hub.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import { newWorld, type PluginHub, pluginHub, type World } from '../../../test/harness/plugin-hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { watchesView } from '../contract.ts'
import { watches as createTables } from '../migrations/watches.ts'
import { openWatches, type Watches } from './watches.ts'

const day = 86_400_000
const anna: Who = { person: 'anna', organisation: 'norrsken', role: 'member', plan: 'Pro', session: 's' }
const directory = {
  person: (id: string) => ({ id, organisation: 'norrsken', role: 'member' }),
} as unknown as Directory

eachDatabase('what somebody follows', ({ open }) => {
  let database: Database
  let world: World
  let watches: Watches
  let decide: (decision: Decision) => void
  beforeEach(async () => {
    database = await open()
    await database.migrate([createTables])
    world = newWorld()
  })

  /** On the same database: what was there before it started is read. */
  async function start(): Promise<PluginHub> {
    const desk = {
      catalogue: scene({}),
      onDecided: (listener: (decision: Decision) => void) => {
        decide = listener
      },
    } as unknown as RuleDesk
    const setup = async (hub: Parameters<Parameters<typeof definePlugin>[0]['setup']>[0]) => {
      watches = await openWatches(hub, { desk, directory })
    }
    return pluginHub(definePlugin({ id: 'rules', needs: {}, setup }), { database, world, directory })
  }

  let made = 0
  const decision = (rule: string, daysAgo = 0): Decision => {
    made += 1
    const at = new Date(Date.now() - daysAgo * day)
    return {
      id: `decision-${made}`,
      occurrence: occurrence(happened, { organisation: 'norrsken', data: { person: 'anna' }, at }),
      tried: [],
      route: { rule, action: { type: 'test.a' } },
      also: [],
      tookMs: 1,
    }
  }
  const rows = () =>
    database
      .forPlugin('rules')
      .table('watch_hits', {})
      .count({ where: { organisationId: 'norrsken' } })
  const written = (count: number) => vi.waitFor(async () => expect(await rows()).toBe(count))
  const hits = (hub: PluginHub) => hub.snapshot(watchesView, anna).watches.flatMap(one => one.hits).length

  test('is told of by the rule that won, and of no other', async () => {
    const hub = await start()
    await watches.add(decision('standard/vip'), false, anna)
    decide(decision('standard/vip'))
    decide(decision('standard/busy'))
    expect(hits(hub)).toBe(1)
  })

  test('is forgotten with the decisions, in the table and on the screens', async () => {
    const hub = await start()
    await watches.add(decision('standard/vip'), false, anna)
    for (const days of [40, 31, 2]) decide(decision('standard/vip', days))
    expect(hits(hub)).toBe(3)
    await written(3)
    await watches.forget('fjallstrom', new Date())
    expect(hits(hub)).toBe(3)
    await watches.forget('norrsken', new Date(Date.now() - 30 * day))
    expect(hits(hub)).toBe(1)
    expect(hits(await start())).toBe(1)
  })

  test('no more is kept of it than is shown', async () => {
    await start()
    await watches.add(decision('standard/vip'), false, anna)
    for (let times = 0; times < 30; times += 1) decide(decision('standard/vip', 1 - times / 1000))
    await written(30)
    await watches.forget('norrsken', new Date(0))
    expect(await rows()).toBe(20)
    expect(hits(await start())).toBe(20)
  })
})
