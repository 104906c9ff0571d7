import { v7 } from 'uuid'
import { beforeEach, expect, test } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import type { Decision } from './decision.ts'
import { type Journal, journal } from './journal.ts'
import { flowMigrations } from './migrations.ts'
import { occurrence } from './occurrence.ts'
import { openRecords, type Records } from './records.ts'
import { parseDecision } from './tables.ts'
import { happened, scene } from './testing/scene.ts'

const noon = Date.parse('2026-10-09T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)

eachDatabase('the records', ({ open }) => {
  let kept: Journal
  let records: Records
  beforeEach(async () => {
    const database = await open()
    await database.migrate(flowMigrations)
    const core = database.forPlugin('core')
    kept = journal(core, scene({}), 'hub')
    records = openRecords(core)
  })

  const decision = (minutes: number, organisation = 'org'): Decision => ({
    id: v7(),
    occurrence: occurrence(happened, { organisation, data: { person: 'anna' }, at: at(minutes) }),
    tried: [],
    also: [],
    tookMs: 1,
  })

  async function idsOf(wanted: Parameters<Records['read']>[0]): Promise<string[]> {
    const ids: string[] = []
    for await (const part of records.read(wanted)) ids.push(...part.map(text => parseDecision(text).id))
    return ids
  }

  test('are read in their order, each once, though many happened at one moment', async () => {
    const list = Array.from({ length: 1203 }, (_, nth) => decision(Math.floor(nth / 700)))
    await kept.recordAll([...list, decision(0, 'other'), decision(-1), decision(2)])
    const wanted = { organisation: 'org', from: at(0), to: at(2) }
    expect(await idsOf(wanted)).toEqual(list.map(({ id }) => id))
    expect(await records.count(wanted)).toBe(1203)
  })

  test('are read by the names of their events', async () => {
    await kept.recordAll([decision(0)])
    const wanted = { organisation: 'org', from: at(0), to: at(1) }
    expect(await idsOf({ ...wanted, types: ['test.happened', 'test.other'] })).toHaveLength(1)
    expect(await idsOf({ ...wanted, types: ['test.other'] })).toEqual([])
  })

  test('of before a time are deleted a few at a time, and of one organisation alone', async () => {
    const side = { ...decision(-3), also: [{ rule: 'standard/a', action: { type: 'test.note' } }] }
    await kept.accept(side.occurrence)
    await kept.record(side)
    await kept.recordAll([decision(-2), decision(-1), decision(0), decision(-2, 'other')])
    const counts: number[] = []
    for (let gone = 1; gone > 0; counts.push(gone)) gone = await records.forget('org', at(0), 2)
    // First two decisions, an occurrence, its action; then the third decision.
    expect(counts).toEqual([4, 1, 0])
    const always = { from: at(-9), to: at(9) }
    expect(await records.count({ ...always, organisation: 'org' })).toBe(1)
    expect(await records.count({ ...always, organisation: 'other' })).toBe(1)
  })
})
