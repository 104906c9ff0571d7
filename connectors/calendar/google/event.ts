/** An event as Google has it (https://developers.google.com/workspace/calendar/api/v3/reference/events), in the port's form. */
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js'
import type { CalendarEvent, When } from '../port.ts'
import { whenOf } from '../when.ts'
import { ianaZone } from '../zone.ts'

export type GoogleEvent = calendar_v3.Schema$Event

/** What is asked for, and no more: neither description nor place, and of the guests herself alone (maxAttendees=1). */
export const fields = `nextPageToken,nextSyncToken,items(${[
  'id',
  'status',
  'summary',
  'start',
  'end',
  'recurringEventId',
  'eventType',
  'transparency',
  'visibility',
  'organizer(displayName,email,self)',
  'attendees(self,responseStatus)',
  'hangoutLink',
  'conferenceData(entryPoints(entryPointType,uri))',
  'workingLocationProperties(type)',
].join()})`

/** Undefined for something without id or times, as what was deleted is. `near` is the owner's own zone, IANA. */
export function calendarEvent(event: GoogleEvent, calendar: string, near: string): CalendarEvent | undefined {
  const when = timeOf(event, near)
  if (!event.id || !when) return undefined
  const kind = kindOf(event)
  const response = responseOf(event)
  const { displayName, email, self } = event.organizer ?? {}
  return {
    id: event.id,
    series: event.recurringEventId ?? undefined,
    calendar,
    when,
    kind,
    shows: showsOf(event),
    response,
    private: event.visibility === 'private' || event.visibility === 'confidential',
    cancelled: event.status === 'cancelled',
    subject: event.summary || undefined,
    organiser: self ? undefined : displayName || email || undefined,
    // Google has none: its colours and labels are each calendar's own.
    categories: [],
    meeting: meetingOf(event),
  }
}

const kinds: Readonly<Partial<Record<string, CalendarEvent['kind']>>> = {
  outOfOffice: 'out-of-office',
  focusTime: 'focus',
  birthday: 'birthday',
}

/** "fromGmail" is what a letter said: an ordinary event, marked as its owner has chosen for those. */
function kindOf({ eventType, workingLocationProperties }: GoogleEvent): CalendarEvent['kind'] {
  if (eventType !== 'workingLocation') return kinds[eventType ?? 'default'] ?? 'ordinary'
  // Where she works when she is where she works: nobody need know.
  return workingLocationProperties?.type === 'officeLocation' ? 'ordinary' : 'working-elsewhere'
}

/** Opaque is what nothing is said of. */
function showsOf({ transparency, status }: GoogleEvent): CalendarEvent['shows'] {
  if (transparency === 'transparent') return 'free'
  return status === 'tentative' ? 'tentative' : 'busy'
}

const responses: Readonly<Partial<Record<string, CalendarEvent['response']>>> = {
  accepted: 'accepted',
  tentative: 'tentative',
  declined: 'declined',
}

function responseOf({ organizer, attendees }: GoogleEvent): CalendarEvent['response'] {
  const own = responses[attendees?.find(({ self }) => self)?.responseStatus ?? '']
  // Who invited is asked too, and may decline her own meeting and let the others hold it.
  if (organizer?.self && own !== 'declined') return 'organiser'
  return own ?? 'none'
}

function meetingOf({ hangoutLink, conferenceData }: GoogleEvent): string | undefined {
  const video = conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === 'video')?.uri
  return [video, hangoutLink].find(url => url?.startsWith('https://')) ?? undefined
}

function timeOf({ start, end }: GoogleEvent, near: string): When | undefined {
  if (start?.date && end?.date) return { kind: 'all-day', start: start.date, end: end.date }
  if (!start?.dateTime || !end?.dateTime) return undefined
  // With an offset, as Google gives them, it is an instant whatever the zone's name.
  if ([start.dateTime, end.dateTime].every(time => /(Z|[+-]\d\d:\d\d)$/.test(time))) {
    const iso = (time: string) => new Date(time).toISOString()
    return {
      kind: 'timed',
      start: iso(start.dateTime),
      end: iso(end.dateTime),
      zone: ianaZone(start.timeZone ?? '', near),
    }
  }
  return whenOf(start.dateTime.slice(0, 19), end.dateTime.slice(0, 19), start.timeZone ?? undefined, near)
}
