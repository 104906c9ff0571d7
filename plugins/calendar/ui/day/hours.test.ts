import { expect, test } from 'vitest'
import { zone } from '../../../../ui/clock.ts'
import type { DayEvent, DaySegment } from '../../contract.ts'
import { dateOf, known, later } from './dates.ts'
import { hoursOf, placeIn } from './hours.ts'

const event = (from: string, to: string, allDay = false) => ({ from, to, allDay }) as DayEvent
const day = (from: string, to: string): readonly DaySegment[] => [{ from, to, by: 'none' } as DaySegment]
const stockholm = day('2026-10-08T22:00:00Z', '2026-10-09T22:00:00Z')

test('from eight to six, and further where something stands', () => {
  zone.value = 'Europe/Stockholm'
  const labels = (events: DayEvent[], segments = stockholm) =>
    hoursOf(events, segments)?.marks.map(({ label }) => label)
  expect(labels([])).toEqual(['08:00', '09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00'])
  expect(labels([event('2026-10-09T04:30:00Z', '2026-10-09T05:00:00Z')])?.[0]).toBe('06:00')
  expect(labels([event('2026-10-09T18:10:00Z', '2026-10-09T19:40:00Z')])?.at(-1)).toBe('21:00')
  // What lasts all day, or began before it, pulls the hours nowhere.
  expect(labels([event('2026-10-08T22:00:00Z', '2026-10-09T22:00:00Z', true)])).toHaveLength(10)
  expect(labels([event('2026-10-08T20:00:00Z', '2026-10-10T22:00:00Z')])).toHaveLength(10)
})

test('when clocks are changed, hours are as long as they are', () => {
  zone.value = 'Europe/Stockholm'
  const longer = day('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')
  const hours = hoursOf([event('2026-10-24T23:30:00Z', '2026-10-25T01:30:00Z')], longer)
  expect(hours?.marks.slice(0, 4).map(({ label }) => label)).toEqual(['01:00', '02:00', '02:00', '03:00'])
  expect(hoursOf([], longer)?.marks[0]?.label).toBe('08:00')
  const shorter = day('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')
  expect(hoursOf([], shorter)?.marks.map(({ label }) => label)[0]).toBe('08:00')
})

test('what reaches over the hours shown is cut, what is outside is not placed', () => {
  const hours = { from: 0, to: 600 * 60_000 }
  expect(placeIn(hours, -5 * 60_000, 30 * 60_000)).toEqual({ top: 0, length: 30 })
  expect(placeIn(hours, 590 * 60_000, 700 * 60_000)).toEqual({ top: 590, length: 10 })
  expect(placeIn(hours, 600 * 60_000, 700 * 60_000)).toBeUndefined()
})

test('days follow each other, over the ends of months and years, and a week ahead is known', () => {
  expect(later('2026-12-31', 1)).toBe('2027-01-01')
  expect(later('2028-03-01', -1)).toBe('2028-02-29')
  expect(dateOf(Date.parse('2026-10-09T22:30:00Z'), 'Europe/Stockholm')).toBe('2026-10-10')
  expect([-2, -1, 0, 7, 8].map(days => known(later('2026-10-09', days), '2026-10-09'))).toEqual([
    ...[false, true, true, true, false],
  ])
})
