import { expect, test } from 'vitest'
import { calendarOf, read, told } from './testing/read.ts'

const nine = 'DTSTART;TZID=Europe/Stockholm:20261019T090000\nDTEND;TZID=Europe/Stockholm:20261019T093000'
const exception = (original: string, times: string) =>
  `END:VEVENT\nBEGIN:VEVENT\nUID:a@norrsken.example\n${original}\n${times}`

test('a series keeps its hour over the end of summer time', () => {
  expect(told(read(calendarOf(`${nine}\nRRULE:FREQ=WEEKLY;COUNT=2`)))).toEqual([
    '10-19T07:00 10-19T07:30 Europe/Stockholm',
    '10-26T08:00 10-26T08:30 Europe/Stockholm',
  ])
})

test.each([
  ['of a clock', 'EXDATE;TZID=Europe/Stockholm:20261020T090000'],
  ['in UTC', 'EXDATE:20261020T070000Z'],
  ['as a date', 'EXDATE;VALUE=DATE:20261020'],
  ['several at once', 'EXDATE:20261020T070000Z,20261020T080000Z'],
])('an occurrence is left out %s', (_, line) => {
  const events = read(calendarOf(`${nine}\nRRULE:FREQ=DAILY;COUNT=3\n${line}`))
  expect(told(events).map(each => each.slice(0, 11))).toEqual(['10-19T07:00', '10-21T07:00'])
})

test.each([
  ['of a clock', 'RECURRENCE-ID;TZID=Europe/Stockholm:20261020T090000'],
  ['in UTC', 'RECURRENCE-ID:20261020T070000Z'],
  ['as a date', 'RECURRENCE-ID;VALUE=DATE:20261020'],
])('an exception, its place %s, is there instead, also from outside the span', (_, place) => {
  const text = calendarOf(
    `${nine}\nRRULE:FREQ=DAILY;COUNT=3\n${exception(place, 'DTSTART:20261201T120000Z\nDTEND:20261201T130000Z')}`,
  )
  expect(told(read(text)).map(each => each.slice(0, 11))).toEqual(['10-19T07:00', '10-21T07:00', '12-01T12:00'])
  const december = { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' }
  expect(told(read(text, december))).toEqual(['12-01T12:00 12-01T13:00'])
})

test('a cancelled occurrence is told as cancelled, and the others are not', () => {
  const cancelled = exception('RECURRENCE-ID:20261020T070000Z', 'STATUS:CANCELLED\nDTSTART:20261020T070000Z')
  const events = read(calendarOf(`${nine}\nRRULE:FREQ=DAILY;COUNT=3\n${cancelled}`))
  expect(events.map(each => each.cancelled)).toEqual([false, true, false])
})

test('this and all that follow are moved, with their own length and name (RANGE=THISANDFUTURE)', () => {
  const moved = exception(
    'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Stockholm:20261024T090000',
    'SUMMARY:Later\nDTSTART;TZID=Europe/Stockholm:20261024T110000\nDTEND;TZID=Europe/Stockholm:20261024T120000',
  )
  const back = exception('RECURRENCE-ID:20261026T080000Z', 'DTSTART:20261026T080000Z\nDTEND:20261026T083000Z')
  const events = read(calendarOf(`${nine}\nRRULE:FREQ=DAILY;UNTIL=20261027T080000Z\n${moved}\n${back}`))
  expect(told(events).slice(4)).toEqual([
    '10-23T07:00 10-23T07:30 Europe/Stockholm',
    '10-24T09:00 10-24T10:00 Europe/Stockholm',
    '10-25T10:00 10-25T11:00 Europe/Stockholm',
    '10-26T08:00 10-26T08:30',
    '10-27T10:00 10-27T11:00 Europe/Stockholm',
  ])
  expect(events.map(({ subject }) => subject).slice(4)).toEqual([undefined, 'Later', 'Later', undefined, 'Later'])
})

test('an exception without its series, as an invitation to one of many, is an event', () => {
  const events = read(calendarOf('RECURRENCE-ID:20261020T070000Z\nDTSTART:20261020T080000Z\nDTEND:20261020T090000Z'))
  expect(told(events)).toEqual(['10-20T08:00 10-20T09:00'])
  expect(events[0]?.series).toBeTruthy()
})

test('further dates come along, as times and as periods (RDATE)', () => {
  const text = calendarOf(
    `${nine}\nRDATE:20261102T100000Z\nRDATE;VALUE=PERIOD:20261103T100000Z/20261103T103000Z\nRDATE:20261019T070000Z`,
  )
  expect(told(read(text)).map(each => each.slice(0, 11))).toEqual(['10-19T07:00', '11-02T10:00', '11-03T10:00'])
})

test.each([
  // The last one is at that instant, though the clock on the wall says later.
  ['UNTIL=20261021T070000Z', 3],
  ['UNTIL=20261021T065959Z', 2],
  ['UNTIL=20261021', 3],
  ['UNTIL=20261021T090000', 3],
  ['COUNT=3', 3],
])('a series ends by %s', (end, count) => {
  expect(read(calendarOf(`${nine}\nRRULE:FREQ=DAILY;${end}`))).toHaveLength(count)
})

test('whole days are dates, in every zone; one without an end is one day', () => {
  const text = calendarOf('DTSTART;VALUE=DATE:20261021\nRRULE:FREQ=WEEKLY;UNTIL=20261028')
  for (const home of ['Europe/Stockholm', 'Pacific/Auckland', 'America/New_York']) {
    expect(told(read(text, undefined, home))).toEqual(['10-21 10-22 day', '10-28 10-29 day'])
  }
  expect(told(read(calendarOf('DTSTART;VALUE=DATE:20261021\nDURATION:P3D')))).toEqual(['10-21 10-24 day'])
})

test('midnights that Outlook calls whole days are whole days', () => {
  const text = calendarOf(
    'DTSTART;TZID=W. Europe Standard Time:20261021T000000\nDTEND;TZID=W. Europe Standard Time:20261023T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
  )
  expect(told(read(text))).toEqual(['10-21 10-23 day'])
})

test('lengths: days are the calendar’s and hours are exact, over a change of the clock', () => {
  const night = 'DTSTART;TZID=Europe/Stockholm:20261024T220000'
  expect(told(read(calendarOf(`${night}\nDURATION:P1D`)))).toEqual(['10-24T20:00 10-25T21:00 Europe/Stockholm'])
  expect(told(read(calendarOf(`${night}\nDURATION:PT24H`)))).toEqual(['10-24T20:00 10-25T20:00 Europe/Stockholm'])
  expect(told(read(calendarOf(night)))).toEqual(['10-24T20:00 10-24T20:00 Europe/Stockholm'])
  // A flight: each end on the clock of its own place.
  const flight = `${night}\nDTEND;TZID=America/New_York:20261025T000000`
  expect(told(read(calendarOf(flight)))).toEqual(['10-24T20:00 10-25T04:00 Europe/Stockholm'])
  // An end before the start is no length.
  expect(told(read(calendarOf(`${night}\nDTEND:20261001T000000Z`)))).toEqual([
    '10-24T20:00 10-24T20:00 Europe/Stockholm',
  ])
})

test('ids: one for each occurrence, the same when it is moved, one for the series, another in another calendar', () => {
  const series = `${nine}\nRRULE:FREQ=DAILY;COUNT=3`
  const before = read(calendarOf(series))
  const after = read(
    calendarOf(`${series}\n${exception('RECURRENCE-ID:20261020T070000Z', 'DTSTART:20261020T120000Z')}`),
  )
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(new Set(before.map(({ id }) => id)).size).toBe(3)
  expect(new Set([...before, ...after].map(each => each.series)).size).toBe(1)
  const single = read(calendarOf(nine))
  expect(single[0]?.series).toBeUndefined()
  expect(before[0]?.series).toBe(single[0]?.id)
})

test('unfolded lines, two calendars in one text, and what is no event leave the events there', () => {
  const unfolded = calendarOf(`${nine}\nDESCRIPTION:one line\nand another, that nobody folded`)
  const task = 'BEGIN:VTODO\nUID:t\nDUE:20261101T080000Z\nEND:VTODO'
  const alarm = 'BEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM\nDTSTART:20261101T080000Z'
  const other = calendarOf(alarm, task).replace('UID:a', 'UID:b')
  expect(told(read(`${unfolded}${other}`))).toEqual([
    ...['10-19T07:00 10-19T07:30 Europe/Stockholm', '11-01T08:00 11-01T08:00'],
  ])
})
