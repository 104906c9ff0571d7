import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOff, delayAfter } from './back-off.ts'

test('doubles from 0.2 s to 10 s while a child keeps failing', () => {
  const delays: number[] = []
  let delay: number | undefined
  for (let run = 0; run < 8; run++) {
    delay = delayAfter(delay, 100, backOff)
    delays.push(delay)
  }
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
})

test('begins anew after 30 s of health', () => {
  expect(delayAfter(10_000, 29_999, backOff)).toBe(10_000)
  expect(delayAfter(10_000, 30_000, backOff)).toBe(200)
})

test('is never outside its bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60_000)), runs => {
      let delay: number | undefined
      for (const ranFor of runs) {
        delay = delayAfter(delay, ranFor, backOff)
        expect(delay).toBeGreaterThanOrEqual(backOff.first)
        expect(delay).toBeLessThanOrEqual(backOff.most)
      }
    }),
  )
})
