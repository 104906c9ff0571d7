import { afterEach, expect, test, vi } from 'vitest'
import { calendarEvent, type GoogleEvent } from './event.ts'

afterEach(() => vi.unstubAllEnvs())

const home = 'Europe/Stockholm'
const meeting: GoogleEvent = {
  id: 'a',
  start: { dateTime: '2026-10-09T13:30:00+02:00', timeZone: home },
  end: { dateTime: '2026-10-09T14:30:00+02:00', timeZone: home },
}
const told = (event: GoogleEvent) => calendarEvent({ ...meeting, ...event }, 'main', home)

test.each([
  ['default', 'ordinary'],
  ['outOfOffice', 'out-of-office'],
  ['focusTime', 'focus'],
  ['birthday', 'birthday'],
  ['fromGmail', 'ordinary'],
  ['something new', 'ordinary'],
])('eventType %s', (eventType, kind) => {
  expect(told({ eventType })?.kind).toBe(kind)
})

test.each([
  ['homeOffice', 'working-elsewhere'],
  ['customLocation', 'working-elsewhere'],
  ['officeLocation', 'ordinary'],
])('workingLocation at the %s', (type, kind) => {
  expect(told({ eventType: 'workingLocation', workingLocationProperties: { type } })?.kind).toBe(kind)
})

test.each([
  [{}, 'busy'],
  [{ transparency: 'opaque' }, 'busy'],
  [{ transparency: 'transparent' }, 'free'],
  [{ status: 'tentative' }, 'tentative'],
  [{ status: 'tentative', transparency: 'transparent' }, 'free'],
])('%j is shown as %s', (event, shows) => {
  expect(told(event)?.shows).toBe(shows)
})

test.each([
  [undefined, false],
  ['default', false],
  ['public', false],
  ['private', true],
  ['confidential', true],
])('visibility %s', (visibility, hidden) => {
  expect(told(visibility === undefined ? {} : { visibility })?.private).toBe(hidden)
})

const self = (responseStatus: string) => ({ attendees: [{ self: true, responseStatus }] })

test.each([
  ['needsAction', 'none'],
  ['accepted', 'accepted'],
  ['tentative', 'tentative'],
  ['declined', 'declined'],
])('responseStatus %s of her own', (responseStatus, response) => {
  const others = [{ responseStatus: 'accepted' }]
  expect(told({ attendees: [...others, ...self(responseStatus).attendees] })?.response).toBe(response)
})

test('who invited may decline her own meeting', () => {
  const organizer = { self: true, email: 'anna@norrsken.example' }
  expect(told({ organizer })).toMatchObject({ response: 'organiser', organiser: undefined })
  expect(told({ organizer, ...self('accepted') })?.response).toBe('organiser')
  expect(told({ organizer, ...self('declined') })?.response).toBe('declined')
})

test('who invited is told by name, else by address', () => {
  expect(told({ organizer: { displayName: 'Lars Ek', email: 'lars@norrsken.example' } })?.organiser).toBe('Lars Ek')
  expect(told({ organizer: { email: 'lars@norrsken.example' } })?.organiser).toBe('lars@norrsken.example')
})

test('an online meeting is where one can see each other, and at an https address', () => {
  const hangoutLink = 'https://meet.google.com/abc-defg-hij'
  const entryPoints = [
    { entryPointType: 'phone', uri: 'tel:+46850000000' },
    { entryPointType: 'video', uri: 'https://zoom.us/j/123' },
  ]
  expect(told({ hangoutLink })?.meeting).toBe(hangoutLink)
  expect(told({ conferenceData: { entryPoints } })?.meeting).toBe('https://zoom.us/j/123')
  expect(told({ hangoutLink: 'javascript:alert(1)' })?.meeting).toBeUndefined()
})

test.each(['UTC', 'Pacific/Auckland'])(
  'an offset is an instant, whatever the zone’s name and the host’s zone (%s)',
  host => {
    vi.stubEnv('TZ', host)
    const at = (timeZone: string) =>
      told({ start: { ...meeting.start, timeZone }, end: { ...meeting.end, timeZone } })?.when
    const when = { kind: 'timed', start: '2026-10-09T11:30:00.000Z', end: '2026-10-09T12:30:00.000Z' }
    expect(at(home)).toEqual({ ...when, zone: home })
    expect(at('Customized Time Zone')).toEqual({ ...when, zone: undefined })
  },
)

test.each(['UTC', 'Pacific/Auckland'])('without an offset, a zone that nobody knows is not guessed at (%s)', host => {
  vi.stubEnv('TZ', host)
  const at = (timeZone: string) =>
    told({
      start: { dateTime: '2026-10-09T13:30:00', timeZone },
      end: { dateTime: '2026-10-09T14:30:00', timeZone },
    })?.when
  expect(at(home)).toMatchObject({ kind: 'timed', start: '2026-10-09T11:30:00.000Z' })
  expect(at('Customized Time Zone')).toMatchObject({ kind: 'unplaced', start: '2026-10-09T13:30:00' })
})

test('whole days are dates', () => {
  expect(told({ start: { date: '2026-10-09' }, end: { date: '2026-10-11' } })?.when).toEqual({
    ...{ kind: 'all-day', start: '2026-10-09', end: '2026-10-11' },
  })
})

test('who may only see that she is busy sees that', () => {
  expect(told({ visibility: 'private' })).toMatchObject({ subject: undefined, shows: 'busy', private: true })
})

test('what was deleted has no time, and is nothing', () => {
  expect(calendarEvent({ id: 'a', status: 'cancelled' }, 'main', home)).toBeUndefined()
})
