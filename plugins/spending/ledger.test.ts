import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ahead, oddPattern, spentBy, toEnd } from './guard.ts'
import { type Entry, openLedger } from './ledger.ts'
import { costOf, priceList, priceOf, reserveOf } from './prices.ts'

const day = '2026-11-24'
const owner = { organisation: 'norrsken' }
const entry = (callId: string, given: Partial<Entry> = {}): Entry => ({
  ...{ callId, organisation: 'norrsken', person: 'anna', dialled: '+46701740607', country: 'SE' },
  ...{ minute: 90, opening: 69, day, startedAt: 0, ...given },
})

test('a number costs what the longest prefix says, the organisation’s own before the list', () => {
  expect(priceOf('+46701740607', [])).toMatchObject({ minute: 90 })
  expect(priceOf('+46846500401', [])).toMatchObject({ minute: 40 })
  expect(priceOf('+46900123456', [])).toMatchObject({ premium: true })
  expect(priceOf('118118', [])).toMatchObject({ premium: true })
  expect(priceOf('1177', [])).toMatchObject({ minute: 0, premium: false })
  expect(priceOf('+8613800138000', [])).toMatchObject({ minute: 1500 })
  const own = [{ prefix: '+46', name: 'Fastpris', minute: 0, opening: 0, premium: false }]
  expect(priceOf('+46846500401', own)).toMatchObject({ minute: 0 })
  expect(priceOf('+46701740607', own)).toMatchObject({ minute: 0 })
  // A flat rate for the country is none for its premium series.
  expect(priceOf('+46900123456', own)).toMatchObject({ premium: true, minute: 4000 })
  expect(new Set(priceList.map(({ prefix }) => prefix)).size).toBe(priceList.length)
})

test('money is whole öre, rounded up, and never less for talking longer', () => {
  const öre = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(öre, öre, fc.nat(20_000), fc.nat(1000), (minute, opening, seconds, more) => {
      const cost = costOf({ minute, opening }, seconds)
      expect(Number.isInteger(cost)).toBe(true)
      expect(cost).toBeGreaterThanOrEqual(opening + (seconds * minute) / 60)
      expect(costOf({ minute, opening }, seconds + more)).toBeGreaterThanOrEqual(cost)
    }),
  )
})

test('a call counts as its first minute from when it leaves, as what it is when it goes on, as nothing when nobody answers', () => {
  const ledger = openLedger()
  ledger.put(entry('a'))
  expect(ledger.spent(owner, day, 0)).toBe(159)
  ledger.answered('a', 1000)
  expect(ledger.spent(owner, day, 31_000)).toBe(159)
  expect(ledger.spent(owner, day, 121_000)).toBe(249)
  ledger.over('a', 90)
  expect(ledger.spent(owner, day, 1_000_000)).toBe(204)
  expect(ledger.over('a', 9000)).toBeUndefined()
  ledger.put(entry('b'))
  ledger.over('b', undefined)
  expect(ledger.spent(owner, day, 1_000_000)).toBe(204)
  expect(ledger.spent({ organisation: 'norrsken', person: 'cecilia' }, day, 1)).toBe(0)
  expect(ledger.spent({ organisation: 'fjallstrom' }, day, 1)).toBe(0)
  expect(ledger.spent(owner, '2026-11-25', 1)).toBe(0)
})

test('a call that is sent on again takes the place of its first try', () => {
  const ledger = openLedger()
  ledger.put(entry('a', { minute: 5000 }))
  ledger.put(entry('a', { startedAt: 5 }))
  expect(ledger.open(owner)).toHaveLength(1)
  expect(ledger.spent(owner, day, 10)).toBe(159)
})

type Move =
  | { kind: 'dial'; minute: number; opening: number }
  | { kind: 'answer' | 'hang-up' | 'fail'; at: number }
  | { kind: 'wait'; seconds: number }
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant('dial' as const),
    minute: fc.integer({ min: 0, max: 3000 }),
    opening: fc.integer({ min: 0, max: 2000 }),
  }),
  fc.record({ kind: fc.constantFrom('answer' as const, 'hang-up' as const, 'fail' as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 400 }) }),
)

test('whatever is dialled, answered and left to run, a day never costs more than its limit, nor are there more calls than may be', () => {
  fc.assert(
    fc.property(
      fc.array(moves, { maxLength: 80 }),
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 0, max: 5 }),
      (course, limit, most) => {
        const ledger = openLedger()
        let now = 0
        let made = 0
        const secondsOf = ({ answeredAt = 0 }: Entry) => Math.floor((now - answeredAt) / 1000)
        const enforce = () => {
          for (const call of toEnd(ledger, owner, limit, day, now)) ledger.over(call.callId, secondsOf(call))
        }
        for (const move of course) {
          const open = ledger.open(owner)
          const chosen = 'at' in move ? open[move.at % Math.max(open.length, 1)] : undefined
          if (move.kind === 'dial') {
            const { dayReached, full } = spentBy(ledger, owner, { day: limit, calls: most }, { day, now, next: move })
            if (!dayReached && !full)
              ledger.put(entry(`c${made++}`, { minute: move.minute, opening: move.opening, startedAt: now }))
          } else if (move.kind === 'answer' && chosen) ledger.answered(chosen.callId, now)
          else if (move.kind === 'hang-up' && chosen?.answeredAt !== undefined)
            ledger.over(chosen.callId, secondsOf(chosen))
          else if (move.kind === 'fail' && chosen && chosen.answeredAt === undefined)
            ledger.over(chosen.callId, undefined)
          else if (move.kind === 'wait') {
            for (let second = 0; second < move.seconds; second++) {
              now += 1000
              enforce()
            }
          }
          expect(ledger.spent(owner, day, now)).toBeLessThanOrEqual(limit)
          expect(ledger.open(owner).length).toBeLessThanOrEqual(most)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('what costs nothing passes no limit, and is never ended', () => {
  const ledger = openLedger()
  ledger.put(entry('a', { minute: 100, opening: 0 }))
  ledger.answered('a', 0)
  const next = { minute: 0, opening: 0 }
  expect(reserveOf(next)).toBe(0)
  expect(spentBy(ledger, owner, { day: 100, calls: null }, { day, now: 0, next })).toMatchObject({ dayReached: false })
  ledger.put(entry('b', { minute: 0, opening: 0 }))
  ledger.answered('b', 0)
  const over = toEnd(ledger, owner, 100, day, 60_000 - ahead + 1000)
  expect(over.map(({ callId }) => callId)).toEqual(['a'])
})

test('many short calls to one country abroad at night look wrong', () => {
  const calls = (country: string, seconds: number, count: number) =>
    Array.from({ length: count }, (_, at) => entry(`${at}`, { country, seconds, cost: 1 }))
  const at = (hour: number, country = 'LV') => ({ home: 'SE', hour, country })
  expect(oddPattern(calls('LV', 20, 10), at(3))).toBe(10)
  expect(oddPattern(calls('LV', 20, 10), at(22))).toBe(10)
  expect(oddPattern(calls('LV', 20, 10), at(14))).toBeUndefined()
  expect(oddPattern(calls('LV', 20, 9), at(3))).toBeUndefined()
  expect(oddPattern(calls('LV', 90, 20), at(3))).toBeUndefined()
  expect(oddPattern(calls('SE', 20, 20), at(3, 'SE'))).toBeUndefined()
})
