import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kronorOf, wholeOf, öreOf } from './money.ts'

test('an amount is the same after it was written and read', () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 0, max: 100_000_000 })), öre => {
      expect(öreOf(kronorOf(öre))).toBe(öre)
    }),
  )
})

test.each([
  ['', null],
  ['200', 20_000],
  ['1 200,50', 120_050],
  ['0.05', 5],
  ['-1', undefined],
  ['1,234', undefined],
  ['mycket', undefined],
])('%j kronor', (text, öre) => {
  expect(öreOf(text)).toBe(öre)
})

test('a count is whole', () => {
  expect(['', '4', ' 4 ', '4,5', 'x'].map(wholeOf)).toEqual([null, 4, 4, undefined, undefined])
})
