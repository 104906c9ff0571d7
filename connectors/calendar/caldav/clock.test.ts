import { expect, test } from 'vitest'
import { calendarOf, read, told } from './testing/read.ts'

const first = (start: string, zones?: string, home?: string) => told(read(calendarOf(start, zones), undefined, home))[0]

/** As Outlook writes it, since 1601. */
const outlook = (id: string, summer = '+0200', winter = '+0100') => `BEGIN:VTIMEZONE
TZID:${id}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:${summer}
TZOFFSETTO:${winter}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:${winter}
TZOFFSETTO:${summer}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`

test('a zone that nobody knows is told, and not guessed at', () => {
  const text = calendarOf('DTSTART;TZID=Customized Time Zone:20261021T090000\nDURATION:PT1H')
  expect(read(text)[0]?.when).toEqual({
    ...{ kind: 'unplaced', start: '2026-10-21T09:00:00', end: '2026-10-21T10:00:00', zone: 'Customized Time Zone' },
  })
  const display = '(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien'
  expect(read(calendarOf(`DTSTART;TZID="${display}":20261021T090000`))[0]?.when).toMatchObject({ kind: 'unplaced' })
  // A series of it too, wherever it may be in the span.
  expect(read(calendarOf('DTSTART;TZID=Nowhere:20261021T090000\nRRULE:FREQ=DAILY;COUNT=3'))).toHaveLength(3)
})

test('what the text says of a zone comes before what its name says', () => {
  const zone = outlook('Customized Time Zone')
  const start = (day: string) => `DTSTART;TZID=Customized Time Zone:${day}T090000`
  expect(first(start('20261024'), zone)).toBe('10-24T07:00 10-24T07:00')
  expect(first(start('20261025'), zone)).toBe('10-25T08:00 10-25T08:00')
  expect(first(start('20260329'), zone)).toBe('03-29T07:00 03-29T07:00')
  expect(first(start('20260328'), zone)).toBe('03-28T08:00 03-28T08:00')
  // Somebody's own idea of Stockholm is what that clock said.
  const own = outlook('Europe/Stockholm', '+0500', '+0400')
  expect(first('DTSTART;TZID=Europe/Stockholm:20261024T090000', own)).toBe('10-24T04:00 10-24T04:00 Europe/Stockholm')
})

test('a zone with changes listed one by one, and rules that have ended', () => {
  const zone = `BEGIN:VTIMEZONE
TZID:Old
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000326T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20100328T010000Z
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20001029T030000
RDATE:20261101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20091025T010000Z
END:STANDARD
END:VTIMEZONE`
  // It stayed on summer time in 2010, until a change that is listed by itself.
  expect(first('DTSTART;TZID=Old:20260110T090000', zone)).toBe('01-10T07:00 01-10T07:00')
  expect(first('DTSTART;TZID=Old:20261110T090000', zone)).toBe('11-10T08:00 11-10T08:00')
})

test('Windows’ names are of the country that she lives in', () => {
  const start = 'DTSTART;TZID=W. Europe Standard Time:20261024T090000'
  expect(first(start)).toBe('10-24T07:00 10-24T07:00 Europe/Stockholm')
  expect(first(start, '', 'Europe/Rome')).toBe('10-24T07:00 10-24T07:00 Europe/Rome')
  expect(first(start, '', 'Asia/Tokyo')).toBe('10-24T07:00 10-24T07:00 Europe/Berlin')
})

test('names with their maker before them, and clocks without a zone, which are hers', () => {
  const made = 'DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Stockholm:20261024T090000'
  expect(first(made)).toBe('10-24T07:00 10-24T07:00 Europe/Stockholm')
  expect(first('DTSTART:20261024T090000', '', 'America/New_York')).toBe('10-24T13:00 10-24T13:00 America/New_York')
  expect(first('DTSTART:20261024T090000Z')).toBe('10-24T09:00 10-24T09:00')
})

test.each(['', outlook('Europe/Stockholm')])(
  'an hour that comes twice, and one that never comes (RFC 5545 section 3.3.5)',
  zone => {
    const start = (time: string) => first(`DTSTART;TZID=Europe/Stockholm:${time}`, zone)?.slice(0, 11)
    expect(start('20261025T023000')).toBe('10-25T00:30')
    expect(start('20261025T030000')).toBe('10-25T02:00')
    expect(start('20260329T023000')).toBe('03-29T01:30')
  },
)
