import type { Event, FreeBusyStatus, Sensitivity } from '@microsoft/microsoft-graph-types'
import { afterEach, expect, test, vi } from 'vitest'
import { calendarEvent } from './event.ts'

afterEach(() => vi.unstubAllEnvs())

const home = 'Europe/Stockholm'
const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: 'UTC' })
const meeting: Event = { id: 'A', start: utc('2026-10-09T11:30:00'), end: utc('2026-10-09T12:30:00') }
const told = (event: Event) => calendarEvent({ ...meeting, ...event }, 'main', home)

test.each<[FreeBusyStatus, string, string]>([
  ['free', 'free', 'ordinary'],
  ['tentative', 'tentative', 'ordinary'],
  ['busy', 'busy', 'ordinary'],
  ['oof', 'busy', 'out-of-office'],
  ['workingElsewhere', 'free', 'working-elsewhere'],
  ['unknown', 'busy', 'ordinary'],
])('showAs %s', (showAs, shows, kind) => {
  expect(told({ showAs })).toMatchObject({ shows, kind })
})

test.each<[Sensitivity, boolean]>([
  ['normal', false],
  ['personal', true],
  ['private', true],
  ['confidential', true],
])('sensitivity %s', (sensitivity, hidden) => {
  expect(told({ sensitivity })?.private).toBe(hidden)
})

test.each(['UTC', 'Pacific/Auckland'])(
  'a zone that is nobody’s costs the event its zone and not its time (%s)',
  host => {
    vi.stubEnv('TZ', host)
    for (const originalStartTimeZone of [
      'Customized Time Zone',
      'tzone://Microsoft/Custom',
      '(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna',
    ]) {
      expect(told({ originalStartTimeZone })?.when).toEqual({
        kind: 'timed',
        start: '2026-10-09T11:30:00.000Z',
        end: '2026-10-09T12:30:00.000Z',
        zone: undefined,
      })
    }
    const zoneOf = (originalStartTimeZone: string) => {
      const when = told({ originalStartTimeZone })?.when
      return when?.kind === 'timed' ? when.zone : when
    }
    expect(zoneOf('W. Europe Standard Time')).toBe(home)
    expect(zoneOf('tzone://Microsoft/Utc')).toBe('UTC')
  },
)

test.each(['UTC', 'Pacific/Auckland'])(
  'times that did not come in UTC are placed by their zone, or not at all (%s)',
  host => {
    vi.stubEnv('TZ', host)
    const at = (timeZone: string) => ({
      start: { dateTime: '2026-10-09T13:30:00.0000000', timeZone },
      end: { dateTime: '2026-10-09T14:30:00.0000000', timeZone },
    })
    expect(told(at('W. Europe Standard Time'))?.when).toMatchObject({
      kind: 'timed',
      start: '2026-10-09T11:30:00.000Z',
    })
    expect(told(at('Customized Time Zone'))?.when).toEqual({
      kind: 'unplaced',
      start: '2026-10-09T13:30:00',
      end: '2026-10-09T14:30:00',
      zone: 'Customized Time Zone',
    })
  },
)

test.each(['UTC', 'Pacific/Auckland'])('whole days are days, whatever zone they were made in (%s)', host => {
  vi.stubEnv('TZ', host)
  const days = { kind: 'all-day', start: '2026-10-09', end: '2026-10-11' }
  const midnights = { start: utc('2026-10-09T00:00:00'), end: utc('2026-10-11T00:00:00') }
  expect(told({ isAllDay: true, ...midnights, originalStartTimeZone: 'Pacific Standard Time' })?.when).toEqual(days)
  const instants = { start: utc('2026-10-08T22:00:00'), end: utc('2026-10-10T22:00:00') }
  expect(told({ isAllDay: true, ...instants, originalStartTimeZone: 'W. Europe Standard Time' })?.when).toEqual(days)
  expect(told({ isAllDay: true, ...instants, originalStartTimeZone: 'Customized Time Zone' })?.when).toEqual(days)
})

test('an own event without guests is one’s own, though Graph says "none" of its answers', () => {
  expect(told({ isOrganizer: true, responseStatus: { response: 'none' } })).toMatchObject({
    response: 'organiser',
    organiser: undefined,
  })
})

test('who invited is told by name, else by address', () => {
  const by = (emailAddress: { name?: string; address?: string }) =>
    told({ isOrganizer: false, organizer: { emailAddress } })?.organiser
  expect(by({ name: 'Lars Ek', address: 'lars@norrsken.example' })).toBe('Lars Ek')
  expect(by({ name: '', address: 'lars@norrsken.example' })).toBe('lars@norrsken.example')
})

test('an online meeting is at an https address, or nowhere', () => {
  const joinUrl = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting'
  expect(told({ onlineMeeting: { joinUrl }, onlineMeetingUrl: null })?.meeting).toBe(joinUrl)
  expect(told({ onlineMeeting: null, onlineMeetingUrl: 'https://meet.norrsken.example/a' })?.meeting).toBe(
    'https://meet.norrsken.example/a',
  )
  expect(told({ onlineMeetingUrl: 'javascript:alert(1)' })?.meeting).toBeUndefined()
})

test('what has no id or no time is nothing', () => {
  expect(calendarEvent({ ...meeting, id: '' }, 'main', home)).toBeUndefined()
  expect(calendarEvent({ id: 'A', start: null, end: null }, 'main', home)).toBeUndefined()
})
