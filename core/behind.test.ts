import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { writeBehind } from './behind.ts'

const log = pino({ level: 'silent' })
const limits = { most: 5, batch: 2, everyMs: 1, retryMs: 1 }

describe('writing behind', () => {
  test('everything is written once, in order, in batches', async () => {
    const batches: number[][] = []
    const behind = writeBehind<number>(async items => void batches.push([...items]), log, limits)
    for (const item of [1, 2, 3, 4, 5]) behind.add(item)
    await behind.stop()
    expect(batches).toEqual([[1, 2], [3, 4], [5]])
  })

  test('what could not be written comes again, before what came later', async () => {
    const written: number[] = []
    let failures = 2
    const done = Promise.withResolvers<void>()
    const write = async (items: readonly number[]) => {
      failures -= 1
      if (failures >= 0) throw new Error('away')
      written.push(...items)
      if (written.length === 3) done.resolve()
    }
    const behind = writeBehind(write, log, limits)
    for (const item of [1, 2, 3]) behind.add(item)
    await done.promise
    expect(written).toEqual([1, 2, 3])
    expect(behind.waiting).toBe(0)
    await behind.stop()
  })

  test('of those with one key that wait the last is written, also when an earlier one could not be', async () => {
    const written: string[][] = []
    const refused = Promise.withResolvers<void>()
    const write = async (items: readonly string[]) => {
      written.push([...items])
      if (written.length === 1) {
        await refused.promise
        throw new Error('away')
      }
    }
    const behind = writeBehind<string>(write, log, { ...limits, key: item => item[0] })
    for (const item of ['a1', 'b1', 'a2']) behind.add(item)
    const first = behind.flush()
    for (const item of ['c1', 'b2', 'b3']) behind.add(item)
    refused.resolve()
    await first
    await behind.stop()
    expect(written).toEqual([['a2', 'b1'], ['a2', 'b3'], ['c1']])
  })

  test('beyond its limit the oldest are lost, and counted', async () => {
    const written: number[] = []
    const behind = writeBehind<number>(async items => void written.push(...items), log, limits)
    for (const item of [1, 2, 3, 4, 5, 6, 7]) behind.add(item)
    expect(behind.lost).toBe(2)
    await behind.stop()
    expect(written).toEqual([3, 4, 5, 6, 7])
  })

  test('stopping writes what is left, and does not hang on a database that is away', async () => {
    const behind = writeBehind<number>(() => Promise.reject(new Error('away')), log, limits)
    behind.add(1)
    await behind.stop()
    expect(behind.waiting).toBe(1)
  })
})
