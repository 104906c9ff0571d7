/** An event as Microsoft Graph has it (https://learn.microsoft.com/graph/api/resources/event), in the port's form. */
import type { DateTimeTimeZone, Event, NullableOption } from '@microsoft/microsoft-graph-types'
import { DateTime } from 'luxon'
import type { CalendarEvent, When } from '../port.ts'
import { ianaZone, instant } from '../zone.ts'

/** What is asked for, and no more: neither text nor guests of anybody's meeting come here. */
export const selected = [
  'id',
  'seriesMasterId',
  'subject',
  'start',
  'end',
  'originalStartTimeZone',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'organizer',
  'responseStatus',
  'showAs',
  'sensitivity',
  'categories',
  'onlineMeeting',
  'onlineMeetingUrl',
] as const satisfies readonly (keyof Event)[]

/** Undefined for something without id or times. `near` is the owner's own zone, IANA. */
export function calendarEvent(event: Event, calendar: string, near: string): CalendarEvent | undefined {
  const when = whenOf(event, near)
  if (!event.id || !when) return undefined
  const { name, address } = event.organizer?.emailAddress ?? {}
  return {
    id: event.id,
    series: event.seriesMasterId ?? undefined,
    calendar,
    when,
    kind: kinds[event.showAs ?? 'busy'] ?? 'ordinary',
    shows: shows[event.showAs ?? 'busy'] ?? 'busy',
    // Graph says "organizer" here only of meetings with guests.
    response: event.isOrganizer ? 'organiser' : (responses[event.responseStatus?.response ?? 'none'] ?? 'none'),
    // Personal, private, confidential: whoever chose any of them did not mean it for the switchboard.
    private: (event.sensitivity ?? 'normal') !== 'normal',
    cancelled: event.isCancelled ?? false,
    subject: event.subject || undefined,
    organiser: event.isOrganizer ? undefined : name || address || undefined,
    categories: event.categories ?? [],
    meeting:
      [event.onlineMeeting?.joinUrl, event.onlineMeetingUrl].find(url => url?.startsWith('https://')) ?? undefined,
  }
}

type Words<Word> = Readonly<Partial<Record<string, Word>>>
const kinds: Words<CalendarEvent['kind']> = { oof: 'out-of-office', workingElsewhere: 'working-elsewhere' }
// "unknown" is what Exchange says where it can't tell: something stands there.
const shows: Words<CalendarEvent['shows']> = { free: 'free', workingElsewhere: 'free', tentative: 'tentative' }
const responses: Words<CalendarEvent['response']> = {
  organizer: 'organiser',
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
}

function whenOf({ start, end, isAllDay, originalStartTimeZone }: Event, near: string): When | undefined {
  if (!start?.dateTime || !end?.dateTime) return undefined
  const zone = ianaZone(originalStartTimeZone ?? '', near)
  if (isAllDay) {
    const [first, after] = [day(start, zone ?? near), day(end, zone ?? near)]
    return first && after ? { kind: 'all-day', start: first, end: after } : undefined
  }
  const from = placed(start, near)
  const to = placed(end, near)
  if (from && to) return { kind: 'timed', start: from, end: to, zone }
  const wallClock = (time: NullableOption<string> | undefined) => (time ?? '').slice(0, 19)
  return {
    kind: 'unplaced',
    start: wallClock(start.dateTime),
    end: wallClock(end.dateTime),
    zone: (from ? end.timeZone : start.timeZone) ?? '',
  }
}

/** Asked for in UTC, it comes in UTC, also where Exchange alone knows the zone's rules. */
function placed({ dateTime, timeZone }: DateTimeTimeZone, near: string): string | undefined {
  const zone = ianaZone(timeZone ?? '', near)
  return zone && instant(dateTime ?? '', zone)
}

/** All-day events come as midnights, whatever zone is asked for; one that another program made may come as the instants of its midnights. */
function day({ dateTime }: DateTimeTimeZone, zone: string): string | undefined {
  if (dateTime?.slice(11, 19) === '00:00:00') return dateTime.slice(0, 10)
  return (
    DateTime.fromISO(dateTime ?? '', { zone: 'utc' })
      .setZone(zone)
      .toISODate() ?? undefined
  )
}
