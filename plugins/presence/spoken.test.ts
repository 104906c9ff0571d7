import fc from 'fast-check'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heard } from './spoken.ts'
import { standard } from './standard.ts'

const spoken = { sv: 'är i möte', en: 'is in a meeting' }
// A Friday.
const now = new Date('2026-10-09T12:10:00Z')
const say = (language: 'sv' | 'en', until: string | undefined, zone = 'Europe/Stockholm') =>
  heard({ name: 'Anna Svensson', spoken, until, zone, language, now })

test.each([
  [undefined, 'Anna Svensson är i möte.', 'Anna Svensson is in a meeting.'],
  ['2026-10-09T12:30:00Z', 'Anna Svensson är i möte, åter 14:30.', 'Anna Svensson is in a meeting, back at 14:30.'],
  ['2026-10-09T12:10:00Z', 'Anna Svensson är i möte.', 'Anna Svensson is in a meeting.'],
  [
    '2026-10-10T06:00:00Z',
    'Anna Svensson är i möte, åter i morgon klockan 08:00.',
    'Anna Svensson is in a meeting, back tomorrow at 08:00.',
  ],
  ['2026-10-09T22:00:00Z', 'Anna Svensson är i möte, åter i morgon.', 'Anna Svensson is in a meeting, back tomorrow.'],
  [
    '2026-10-12T06:00:00Z',
    'Anna Svensson är i möte, åter på måndag klockan 08:00.',
    'Anna Svensson is in a meeting, back on Monday at 08:00.',
  ],
  [
    '2026-10-16T06:00:00Z',
    'Anna Svensson är i möte, åter den 16 oktober.',
    'Anna Svensson is in a meeting, back on 16 October.',
  ],
  [
    '2027-03-03T07:00:00Z',
    'Anna Svensson är i möte, åter den 3 mars.',
    'Anna Svensson is in a meeting, back on 3 March.',
  ],
  [
    '2027-11-03T07:00:00Z',
    'Anna Svensson är i möte, åter den 3 november 2027.',
    'Anna Svensson is in a meeting, back on 3 November 2027.',
  ],
])('until %s', (until, sv, en) => {
  expect(say('sv', until)).toBe(sv)
  expect(say('en', until)).toBe(en)
})

const zones = ['Europe/Stockholm', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
// Both changes of the clock of 2026 in Europe and America lie in between.
const time = fc.date({ min: new Date('2026-03-01'), max: new Date('2026-12-01'), noInvalidDate: true })

describe.each(['Pacific/Auckland', 'America/St_Johns'])('on a host in %s', host => {
  const before = process.env.TZ
  beforeAll(() => {
    process.env.TZ = host
  })
  afterAll(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  test('times are those of the wall clock in the zone asked for, whatever the changes of the clock', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(host)
    const seconds = fc.integer({ min: -100_000, max: 15_000_000 })
    fc.assert(
      fc.property(
        time,
        seconds,
        fc.constantFrom(...zones),
        fc.constantFrom('sv', 'en'),
        (at, ahead, zone, language) => {
          const then = new Date(at.getTime() + ahead * 1000)
          const what = { name: 'A', spoken, until: then.toISOString(), zone, language, now: at } as const
          expect(heard(what)).toBe(`A ${spoken[language]}${expected(then, what)}.`)
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** The same by another library, which counts its own zones. */
function expected(then: Date, { zone, language, now: at }: { zone: string; language: 'sv' | 'en'; now: Date }): string {
  if (then <= at) return ''
  const there = DateTime.fromJSDate(then, { zone }).setLocale(language)
  const today = DateTime.fromJSDate(at, { zone }).startOf('day')
  const days = there
    .setZone('utc', { keepLocalTime: true })
    .startOf('day')
    .diff(today.setZone('utc', { keepLocalTime: true }), 'days').days
  const clock = there.toFormat('HH:mm')
  const swedish = language === 'sv'
  if (days === 0) return swedish ? `, åter ${clock}` : `, back at ${clock}`
  if (days > 6) return swedish ? `, åter den ${there.toFormat('d MMMM')}` : `, back on ${there.toFormat('d MMMM')}`
  const on = clock === '00:00' ? '' : ` ${swedish ? 'klockan' : 'at'} ${clock}`
  if (days === 1) return `, ${swedish ? 'åter i morgon' : 'back tomorrow'}${on}`
  return `, ${swedish ? 'åter på' : 'back on'} ${there.toFormat('cccc')}${on}`
}

test('there are twelve standard activities, and Available is one that answers', () => {
  expect(standard.size).toBe(12)
  expect(standard.get('available')).toMatchObject({ closesPhone: false, length: 'none' })
})
