import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inColumns } from './columns.ts'

const day = fc
  .array(fc.tuple(fc.nat(1400), fc.integer({ min: 5, max: 300 })), { maxLength: 20 })
  .map(list => list.map(([start, length], at) => ({ id: String(at), start, end: start + length })))

test('events at the same time never lie over each other, and all are there', () => {
  fc.assert(
    fc.property(day, events => {
      const placed = inColumns(events)
      expect(placed.size).toBe(events.length)
      for (const one of events) {
        const { column, of } = placed.get(one.id) ?? { column: -1, of: 0 }
        expect(column).toBeGreaterThanOrEqual(0)
        expect(column).toBeLessThan(of)
        for (const other of events) {
          if (other.id === one.id || other.start >= one.end || other.end <= one.start) continue
          expect(placed.get(other.id)?.column).not.toBe(column)
          expect(placed.get(other.id)?.of).toBe(of)
        }
      }
    }),
  )
})

test('one after the other has the whole width each', () => {
  const placed = inColumns([
    { id: 'a', start: 0, end: 30 },
    { id: 'b', start: 30, end: 60 },
  ])
  expect([...placed.values()]).toEqual([
    { column: 0, of: 1 },
    { column: 0, of: 1 },
  ])
})
