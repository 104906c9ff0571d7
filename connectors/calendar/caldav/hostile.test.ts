/** What a person may bring along to a server of many: calendars made to keep it busy. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf, read, told } from './testing/read.ts'

const start = 'DTSTART;TZID=Europe/Stockholm:20260101T090000'
const once = ['01-01T08:00 01-01T08:00 Europe/Stockholm']
const numbers = (length: number) => Array.from({ length }, (_, n) => n).join(',')

test.each([
  ...['FREQ=SECONDLY', 'FREQ=MINUTELY', 'FREQ=SECONDLY;COUNT=99999999', 'X'],
  ...[
    'FREQ=DAILY;INTERVAL=999999999999',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  ],
  ...['FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=30', 'FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=1;BYMONTH=7'],
  `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${numbers(24)};BYMINUTE=${numbers(60)};BYSECOND=${numbers(60)}`,
])('%.60s: happens once', rule => {
  expect(told(read(calendarOf(`${start}\nRRULE:${rule}`)))).toEqual(once)
})

test('a series by the hour is cut off', () => {
  const week = { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }
  expect(read(calendarOf(`${start}\nRRULE:FREQ=HOURLY`), week)).toHaveLength(500)
})

test('dates by the thousand are cut off', () => {
  const dates = Array.from({ length: 5_000 }, (_, n) => {
    const time = new Date(Date.UTC(2026, 0, 2) + n * 3600_000).toISOString()
    return `RDATE:${time.replaceAll(/[-:]|\.000/g, '')}`
  })
  expect(read(calendarOf(`${start}\n${dates.join('\n')}`))).toHaveLength(500)
})

test.each([
  ['a rule by the second', 'RRULE:FREQ=SECONDLY'],
  ['a rule without end of hours', `RRULE:FREQ=YEARLY;BYHOUR=${numbers(24)};BYSECOND=${numbers(60)}`],
  ['offsets of days', 'TZOFFSETTO:+9900'],
])('a definition of a zone with %s is not believed: its name says what it is', (_, line) => {
  const standard = `BEGIN:STANDARD\n${line}\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD`
  const zone = (name: string) => `BEGIN:VTIMEZONE\nTZID:${name}\n${standard}\nEND:VTIMEZONE`
  expect(told(read(calendarOf(start, zone('Europe/Stockholm'))))).toEqual(once)
  const nowhere = start.replace('Europe/Stockholm', 'Nowhere')
  expect(read(calendarOf(nowhere, zone('Nowhere')))[0]?.when).toMatchObject({ kind: 'unplaced' })
})

test('a zone of a thousand parts is not believed', () => {
  const part = 'BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\n'
  const zone = `BEGIN:VTIMEZONE\nTZID:Europe/Stockholm\n${part.repeat(1000)}END:VTIMEZONE`
  expect(told(read(calendarOf(start, zone)))).toEqual(once)
})

test.each([
  ['nothing', ''],
  ['no calendar', '<html>'],
  ['without end', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a'],
  ['of no rule', calendarOf(`${start}\nRRULE:FREQ=NEVER`)],
  ['too long', `BEGIN:VCALENDAR\n${'X:y\n'.repeat(600_000)}END:VCALENDAR`],
])('a text that is %s holds nothing', (_, text) => {
  const found = () => {
    try {
      return read(text)
    } catch {
      return []
    }
  }
  expect(found()).toEqual([])
})

test('what is never read may be as long as it likes, and a property with more to it than anybody has is left out', () => {
  const parameters = Array.from({ length: 100_000 }, (_, n) => `;A${n}=1`).join('')
  const attachment = ` ${'a'.repeat(74)}\n`.repeat(5_000)
  const lines = [start, `SUMMARY${parameters}:x`, `${'X:y\n'.repeat(40_000)}ATTACH:a`, `${attachment}STATUS:CANCELLED`]
  const [event] = read(calendarOf(lines.join('\n')))
  expect([event?.subject, event?.cancelled]).toEqual([undefined, true])
  expect(() => read(calendarOf(`${start}\n${'ATTENDEE:mailto:a@b.example\n'.repeat(40_000)}`))).toThrow(
    'too many lines',
  )
})

test('components within components by the ten thousand are read to some depth', () => {
  const deep = calendarOf(start, `${'BEGIN:VTODO\n'.repeat(10_000)}${'END:VTODO\n'.repeat(10_000)}`)
  expect(told(read(deep))).toEqual(once)
})

test.each(['00000000T000000', '20261399T990000', '99999999T235959Z', '20260230T090000', 'yesterday'])(
  'an event at %s harms nobody',
  time => {
    expect(() => read(calendarOf(`DTSTART:${time}\nDURATION:P99999999D\nRRULE:FREQ=DAILY`))).not.toThrow()
  },
)

test('lines in any order, left out, doubled and mixed up give events or an error, and soon', () => {
  const lines = calendarOf(
    `${start}\nDTEND;TZID=Own:20260101T100000\nRRULE:FREQ=WEEKLY;UNTIL=20260401T000000Z;BYDAY=MO,-1FR\nEXDATE;VALUE=DATE:20260108
RDATE;VALUE=PERIOD:20260102T090000Z/PT1H\nEND:VEVENT\nBEGIN:VEVENT\nUID:a@norrsken.example\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260115T080000Z
DTSTART;VALUE=DATE:20260116\nDURATION:P1W\nORGANIZER;CN="x":mailto:b@x.example\nCATEGORIES:a,b`,
    'BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE',
  ).split('\n')
  const mixed = fc.array(fc.constantFrom(...lines), { maxLength: 60 })
  const kept = fc.subarray(lines)
  const cut = fc.tuple(fc.nat(lines.join('\n').length), fc.string()).map(([at, text]) => {
    const whole = lines.join('\n')
    return [whole.slice(0, at) + text + whole.slice(at + text.length)]
  })
  fc.assert(
    fc.property(fc.oneof(mixed, kept, cut), some => {
      expect(isSane(some.join('\n'))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

function isSane(text: string): boolean {
  try {
    return read(text).every(({ when }) => when.start <= when.end)
  } catch (error) {
    return error instanceof Error
  }
}
