import { beforeEach, expect, test } from 'vitest'
import { now, zone } from './clock.ts'
import { clockTime, dayOrTime, daysAhead, duration, ending, longDay } from './time.ts'
import { language } from './words.ts'

const at = (iso: string) => new Date(iso)

beforeEach(() => {
  zone.value = 'Europe/Stockholm'
  now.value = Date.parse('2026-10-09T12:10:00Z')
  language.value = 'en'
})

test('times are told in the organisation’s zone, whatever the browser’s is', () => {
  expect(clockTime(at('2026-10-09T12:30:00Z'))).toBe('14:30')
  zone.value = 'America/New_York'
  expect(clockTime(at('2026-10-09T12:30:00Z'))).toBe('08:30')
})

test('an end is told by its time today and by its day otherwise, in the words of whether one comes back', () => {
  expect(ending(at('2026-10-09T12:30:00Z'), true)).toBe('back 14:30')
  expect(ending(at('2026-10-09T15:00:00Z'), false)).toBe('until 17:00')
  expect(ending(at('2026-10-11T22:00:00Z'), true)).toBe('back Mon 12 Oct')
  language.value = 'sv'
  expect(ending(at('2026-10-09T12:30:00Z'), true)).toBe('åter 14:30')
  expect(ending(at('2026-10-11T22:00:00Z'), true)).toBe('åter mån 12 okt')
  expect(dayOrTime(at('2026-10-12T06:00:00Z'))).toBe('mån 12 okt 08:00')
})

test('days are those of the calendar, also where the clocks change', () => {
  // Sweden leaves summer time on 25 October 2026, a day of 25 hours.
  now.value = Date.parse('2026-10-24T22:30:00Z')
  expect(daysAhead(at('2026-10-25T22:59:00Z'))).toBe(0)
  expect(daysAhead(at('2026-10-25T23:00:00Z'))).toBe(1)
  expect(daysAhead(at('2026-10-24T21:59:00Z'))).toBe(-1)
})

test('days in words', () => {
  expect(longDay(at('2026-10-09T12:00:00Z'))).toBe('Friday 9 October')
  language.value = 'sv'
  expect(longDay(at('2026-10-09T12:00:00Z'))).toBe('fredag 9 oktober')
})

test.each([
  [0, '0:00'],
  [42, '0:42'],
  [252.9, '4:12'],
  [3723, '1:02:03'],
])('%s seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})
