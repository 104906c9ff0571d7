import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { dayOf, endAt, instantsOf, timeOf } from '../../../ui/wall-clock.ts'
import { endOf } from '../length.ts'
import { left, usualEnd } from './ends.ts'

const zones = [
  'Europe/Stockholm',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
  'UTC',
]
const zone = fc.constantFrom(...zones)
// The clocks of Europe, America and Lord Howe change twice in between, each way.
const moment = fc.date({ min: new Date('2026-03-01'), max: new Date('2027-05-01'), noInvalidDate: true })
const twoDigits = (most: number) => fc.integer({ min: 0, max: most }).map(number => String(number).padStart(2, '0'))
const clock = fc.tuple(twoDigits(23), twoDigits(59)).map(([hours, minutes]) => `${hours}:${minutes}`)

test('an end that is typed is that time by the organisation’s clock, today, and still to come', () => {
  fc.assert(
    fc.property(moment, zone, clock, (now, zone, time) => {
      const there = DateTime.fromJSDate(now, { zone })
      const meant = DateTime.fromISO(`${there.toISODate()}T${time}:00`, { zone })
      const end = endAt(time, now, zone)
      // Luxon knows one of two times that look alike.
      const hour = 3_600_000
      const ahead = meant.toMillis() - now.getTime()
      expect(end !== undefined || ahead <= 0, 'there is one while it is to come').toBe(true)
      expect(end === undefined || ahead > -hour, 'and none when it is over').toBe(true)
      fc.pre(end !== undefined)
      expect(end.getTime()).toBeGreaterThan(now.getTime())
      expect(dayOf(end, zone)).toBe(there.toISODate())
      // A time that the clock jumps over comes out as much later, as Luxon has it.
      expect(timeOf(end, zone)).toBe(meant.toFormat('HH:mm'))
      expect(Math.abs(end.getTime() - meant.toMillis())).toBeLessThanOrEqual(hour)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  // Sweden sets its clocks forward at 02:00 on 29 March 2026: 02:30 is 03:30.
  ['02:30', '2026-03-28T23:30:00Z', '2026-03-29T01:30:00.000Z'],
  // And back at 03:00 on 25 October: 02:30 comes twice.
  ['02:30', '2026-10-24T23:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['02:30', '2026-10-25T00:45:00Z', '2026-10-25T01:30:00.000Z'],
  ['02:30', '2026-10-25T01:30:00Z', undefined],
  ['14:30', '2026-10-09T12:10:00Z', '2026-10-09T12:30:00.000Z'],
  ['14:10', '2026-10-09T12:10:00Z', undefined],
])('%s in Stockholm, typed at %s', (time, now, end) => {
  expect(endAt(time, new Date(now), 'Europe/Stockholm')?.toISOString()).toBe(end)
})

test('a time on another day', () => {
  const now = new Date('2026-10-09T12:10:00Z')
  expect(endAt('00:00', now, 'Europe/Stockholm', '2026-10-16')?.toISOString()).toBe('2026-10-15T22:00:00.000Z')
  expect(endAt('08:00', now, 'Europe/Stockholm', '2026-10-26')?.toISOString()).toBe('2026-10-26T07:00:00.000Z')
  expect(endAt('08:00', now, 'Europe/Stockholm', '2026-10-08')).toBeUndefined()
})

test('each instant of a wall clock’s time shows that time', () => {
  fc.assert(
    fc.property(moment, zone, (time, zone) => {
      const wall = Date.parse(`${dayOf(time, zone)}T${timeOf(time, zone)}:00Z`)
      expect(instantsOf(wall, zone)).toContain(Math.floor(time.getTime() / 60_000) * 60_000)
    }),
    { numRuns: 1000 },
  )
})

test('a usual length ends when the hub says that it does, on the whole minute', () => {
  const length = fc.oneof(fc.integer({ min: 1, max: 1440 }), fc.constantFrom('day-end', 'morning', 'date', 'none'))
  fc.assert(
    fc.property(moment, zone, length, (now, zone, length) => {
      const end = usualEnd(length, now, zone)
      const hubs = endOf(length, now, zone)
      expect(end && Math.floor(end.getTime() / 60_000)).toBe(hubs && Math.floor(hubs.getTime() / 60_000))
      const time = end?.getTime() ?? Number.POSITIVE_INFINITY
      expect(time).toBeGreaterThan(now.getTime())
      expect(end ? time % 60_000 : 0).toBe(0)
    }),
    { numRuns: 2000 },
  )
})

test('what is left runs from one to nothing, and never further', () => {
  const [since, until] = ['2026-10-09T10:00:00.000Z', '2026-10-09T10:30:00.000Z']
  const at = (time: string) => left(since, until, Date.parse(`2026-10-09T${time}Z`))
  expect([at('10:00:00'), at('10:15:00'), at('10:30:00')]).toEqual([1, 0.5, 0])
  expect([at('09:00:00'), at('11:00:00')]).toEqual([1, 0])
  expect(left(since, undefined, 0)).toBeUndefined()
  expect(left(undefined, until, 0)).toBeUndefined()
  expect(left(until, since, 0)).toBe(0)
  fc.assert(
    fc.property(moment, moment, moment, (from, to, now) => {
      const share = left(from.toISOString(), to.toISOString(), now.getTime())
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
    }),
  )
})
