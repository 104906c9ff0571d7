/** Series against a reckoning of their own: luxon, stepping from day to day on the clock of the zone. */
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { calendarOf, read } from './testing/read.ts'

const zones = [
  ...['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca'],
  ...['Pacific/Apia', 'America/St_Johns', 'UTC'],
]
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

interface Series {
  readonly zone: string
  readonly start: DateTime<true>
  readonly interval: number
  readonly count: number
}

/** Around changes of the clock both ways in both hemispheres; hours that are always there once, since luxon takes others its own way. */
const series: fc.Arbitrary<Series> = fc
  .record({
    zone: fc.constantFrom(...zones),
    day: fc.integer({ min: 0, max: 730 }),
    hour: fc.integer({ min: 5, max: 22 }),
    minute: fc.constantFrom(0, 15, 59),
    interval: fc.integer({ min: 1, max: 9 }),
    count: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ zone, day, hour, minute, interval, count }) => {
    const start = DateTime.fromObject({ year: 2025, month: 1, day: 1, hour, minute }, { zone }).plus({ days: day })
    return { zone, start: start as DateTime<true>, interval, count }
  })

const textOf = ({ zone, start }: Series, rule: string) =>
  calendarOf(`DTSTART;TZID=${zone}:${start.toFormat("yyyyMMdd'T'HHmmss")}\nDURATION:PT30M\nRRULE:${rule}`)
const span = { from: '2025-10-01T00:00:00Z', to: '2027-04-15T00:00:00Z' }

/** Starts of those that are not over when the span begins. */
const within = (times: readonly DateTime[]) =>
  times
    .filter(time => time.plus({ minutes: 30 }) > DateTime.fromISO(span.from) && time < DateTime.fromISO(span.to))
    .map(time => time.toUTC().toISO())
const starts = (text: string) => read(text, span).map(({ when }) => when.start)

test('every so many days, by count and until', () => {
  fc.assert(
    fc.property(series, each => {
      const { start, interval, count } = each
      const times = Array.from({ length: count }, (_, n) => start.plus({ days: n * interval }))
      const rule = `FREQ=DAILY;INTERVAL=${interval}`
      const until = times.at(-1)?.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")
      expect(starts(textOf(each, `${rule};COUNT=${count}`))).toEqual(within(times))
      expect(starts(textOf(each, `${rule};UNTIL=${until}`))).toEqual(within(times))
    }),
    { numRuns: 40 },
  )
})

test('on certain days of every so many weeks, by count and until, whenever the week begins', () => {
  const days = fc.subarray(weekdays)
  fc.assert(
    fc.property(series, days, fc.constantFrom('MO', 'SU'), (each, others, weekStart) => {
      const { start, interval, count } = each
      const own = weekdays[start.weekday - 1] ?? ''
      const names = new Set([...others, own])
      const fromWeekStart = weekStart === 'SU' ? start.weekday % 7 : start.weekday - 1
      const week = start.minus({ days: fromWeekStart })
      const times: DateTime[] = []
      for (let day = fromWeekStart; times.length < count; day++) {
        const time = week.plus({ days: day })
        if (Math.floor(day / 7) % interval === 0 && names.has(weekdays[time.weekday - 1] ?? '')) times.push(time)
      }
      const rule = `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${[...names].join(',')};WKST=${weekStart}`
      const until = times.at(-1)?.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")
      expect(starts(textOf(each, `${rule};COUNT=${count}`))).toEqual(within(times))
      expect(starts(textOf(each, `${rule};UNTIL=${until}`))).toEqual(within(times))
    }),
    { numRuns: 40 },
  )
})

test('on the last Friday and on the 31st of months, on 29 February, and on the last working day', () => {
  const june = (rule: string, from: string, to: string) =>
    read(calendarOf(`DTSTART;TZID=Europe/Stockholm:20240131T090000\nRRULE:${rule}`), { from, to }).map(({ when }) =>
      when.start.slice(0, 10),
    )
  expect(june('FREQ=MONTHLY;BYDAY=-1FR', '2026-09-01T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual([
    ...['2026-09-25', '2026-10-30', '2026-11-27'],
  ])
  expect(june('FREQ=MONTHLY;BYMONTHDAY=31', '2026-08-01T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual([
    ...['2026-08-31', '2026-10-31'],
  ])
  expect(june('FREQ=MONTHLY', '2026-08-01T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual(['2026-08-31', '2026-10-31'])
  expect(june('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2025-01-01T00:00:00Z', '2029-01-01T00:00:00Z')).toEqual([
    ...['2028-02-29'],
  ])
  const last = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'
  expect(june(last, '2026-10-01T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual(['2026-10-30', '2026-11-30'])
})
