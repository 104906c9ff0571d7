import fc from 'fast-check'
import { DateTime } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import { openingHours } from '../contract/opening.ts'
import { holidayOn } from './holidays.ts'
import { type Calendar, opening } from './opening.ts'

const hostZone = process.env.TZ
afterEach(() => {
  if (hostZone === undefined) delete process.env.TZ
  else process.env.TZ = hostZone
})

const weekdays = [1, 2, 3, 4, 5].map(day => ({ day, from: '08:00', to: '17:00' }))
const stockholm = 'Europe/Stockholm'
const office: Calendar = { zone: stockholm, week: weekdays, closed: day => holidayOn(day, 'SE') }
const at = (local: string, zone = stockholm) => DateTime.fromISO(local, { zone }).toJSDate()

const zones = [
  'Europe/Stockholm',
  'Europe/London',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
]

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const week = fc
  .array(
    fc.record({
      day: fc.integer({ min: 1, max: 7 }),
      times: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
    }),
    { maxLength: 8 },
  )
  .map(intervals =>
    intervals.map(({ day, times }) => ({ day, from: clock(Math.min(...times)), to: clock(Math.max(...times)) })),
  )
  .filter(intervals => openingHours.safeParse(intervals).success)

const minute = 60_000
/** Any time of ten years, and often the hours around a change of the clock. */
const instants = (zone: string) => {
  const anyTime = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) })
  const changes = changesOf.get(zone) ?? []
  if (changes.length === 0) return anyTime
  const around = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -30 * 60, max: 6 * 60 }))
    .map(([change, minutes]) => change + minutes * minute)
  return fc.oneof(anyTime, around)
}

/** In 2017 and 2018, when Brazil still changed its clocks. */
function clockChanges(zone: string): number[] {
  const { zone: rules } = DateTime.fromMillis(0, { zone })
  const hours = (count: number, from: number, step: number) =>
    Array.from({ length: count }, (_, index) => from + index * step * 60 * minute)
  const changesIn = (instants: number[], step: number) =>
    instants.filter(instant => rules.offset(instant) !== rules.offset(instant + step * 60 * minute))
  return changesIn(hours(2 * 365, Date.UTC(2017, 0), 24), 24)
    .flatMap(day => changesIn(hours(24, day, 1), 1))
    .map(hour => hour + 60 * minute)
}
const changesOf = new Map(zones.map(zone => [zone, clockChanges(zone)]))

const calendars = fc.constantFrom(...zones).chain(zone =>
  fc.record({
    zone: fc.constant(zone),
    week,
    closedWeekOfMonth: fc.integer({ min: 0, max: 6 }),
    instant: instants(zone),
    between: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  }),
)

const calendarOf = ({
  zone,
  week: intervals,
  closedWeekOfMonth,
}: {
  zone: string
  week: Calendar['week']
  closedWeekOfMonth: number
}): Calendar => ({
  zone,
  week: intervals,
  closed: day =>
    Math.floor(Number(day.slice(8)) / 7) === closedWeekOfMonth ? { sv: 'stängt', en: 'closed' } : undefined,
})

describe('an office on Swedish weekdays', () => {
  test.each([
    ['2026-11-24T07:59:59.999', false, '2026-11-24T08:00'],
    ['2026-11-24T08:00', true, undefined],
    ['2026-11-24T16:59:59.999', true, undefined],
    ['2026-11-24T17:00', false, '2026-11-25T08:00'],
    ['2026-11-27T17:00', false, '2026-11-30T08:00'],
    // Easter: from Maundy Thursday's evening over Good Friday and Easter Monday.
    ['2026-04-02T18:00', false, '2026-04-07T08:00'],
    ['2026-06-19T10:00', false, '2026-06-22T08:00'],
    // Christmas Eve is a Thursday, New Year's Eve too; 1 January is a Friday.
    ['2026-12-24T10:00', false, '2026-12-28T08:00'],
    ['2026-12-31T10:00', false, '2027-01-04T08:00'],
    // Spring and autumn: Friday evening is on the other side of the change.
    ['2026-03-27T20:00', false, '2026-03-30T08:00'],
    ['2026-10-23T20:00', false, '2026-10-26T08:00'],
  ])('%s: open is %s, next %s', (local, open, next) => {
    const found = opening(office, at(local))
    expect({ open: found.open, opensAt: found.opensAt }).toEqual({ open, opensAt: next && at(next) })
  })

  test('the reason names the holiday, and hours where there is none', () => {
    expect(opening(office, at('2026-06-19T10:00'))).toMatchObject({
      reason: 'holiday',
      holiday: { sv: 'midsommarafton', en: 'Midsummer Eve' },
    })
    expect(opening(office, at('2026-11-24T20:00')).reason).toBe('hours')
  })

  test('what never opens has no next opening', () => {
    expect(opening({ ...office, week: [] }, at('2026-11-24T10:00'))).toEqual({ open: false, reason: 'hours' })
  })
})

describe('when the clock is changed', () => {
  const nights: Calendar = { zone: stockholm, week: [{ day: 7, from: '02:15', to: '02:45' }], closed: () => undefined }

  test('an interval that the spring leaves out does not open', () => {
    expect(opening(nights, at('2026-03-29T01:00')).opensAt).toEqual(at('2026-04-05T02:15'))
  })

  test('one that the spring cuts opens when the clock is put forward', () => {
    const cut = { ...nights, week: [{ day: 7, from: '02:30', to: '04:00' }] }
    expect(opening(cut, at('2026-03-29T01:00')).opensAt?.toISOString()).toBe('2026-03-29T01:00:00.000Z')
  })

  test('one that comes twice in autumn opens twice', () => {
    const first = opening(nights, at('2026-10-25T01:00')).opensAt
    expect(first?.toISOString()).toBe('2026-10-25T00:15:00.000Z')
    expect(opening(nights, new Date('2026-10-25T00:50:00Z')).opensAt?.toISOString()).toBe('2026-10-25T01:15:00.000Z')
  })
})

test('closed means: open at opensAt, and at no time before it', () => {
  fc.assert(
    fc.property(calendars, given => {
      const calendar = calendarOf(given)
      const now = given.instant
      const { open, opensAt } = opening(calendar, new Date(now))
      if (open || !opensAt) return
      expect(opensAt.getTime()).toBeGreaterThan(now)
      expect(opening(calendar, opensAt).open).toBe(true)
      expect(opening(calendar, new Date(opensAt.getTime() - 1)).open).toBe(false)
      const between = now + Math.floor((opensAt.getTime() - now) * given.between)
      expect(opening(calendar, new Date(between)).open).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('what was asked of a calendar before changes no answer', () => {
  const asked = fc.tuple(calendars, fc.array(fc.integer({ min: -10_000, max: 20_000 }), { minLength: 1, maxLength: 5 }))
  fc.assert(
    fc.property(asked, ([given, offsets]) => {
      const calendar = calendarOf(given)
      for (const offset of offsets) {
        const at = new Date(given.instant + offset * minute)
        expect(opening(calendar, at)).toEqual(opening({ ...calendar }, at))
      }
    }),
    { numRuns: 300 },
  )
})

test('open is what the clock on the wall there says', () => {
  fc.assert(
    fc.property(calendars, given => {
      const calendar = calendarOf(given)
      const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: given.zone,
        weekday: 'short',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).formatToParts(given.instant)
      const part = (type: string) => parts.find(one => one.type === type)?.value ?? ''
      const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1
      const now = `${part('hour')}:${part('minute')}`
      const inHours = given.week.some(({ day, from, to }) => day === weekday && from <= now && now < to)
      const closed = calendar.closed(`2020-01-${part('day')}`) !== undefined
      expect(opening(calendar, new Date(given.instant)).open).toBe(inHours && !closed)
    }),
    { numRuns: 500 },
  )
})

test('the zone of the machine changes nothing', () => {
  const instant = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) })
  fc.assert(
    fc.property(instant, time => {
      const answers = ['UTC', 'Pacific/Auckland', 'America/Los_Angeles'].map(zone => {
        process.env.TZ = zone
        return JSON.stringify(opening(office, new Date(time)))
      })
      expect(new Set(answers).size).toBe(1)
    }),
  )
})
