/** calendarView: https://learn.microsoft.com/graph/api/calendar-list-calendarview */
import type { DateTimeTimeZone, Event } from '@microsoft/microsoft-graph-types'
import { ianaZone, instant } from '../../zone.ts'

const asked = new Set(['startDateTime', 'endDateTime', '$select', '$top', '$skip', '$skiptoken'])

export function view(
  events: readonly Event[],
  query: Readonly<Record<string, string>>,
  prefer: ReadonlySet<string>,
  complain: (complaint: string) => void,
): Event[] {
  for (const name of Object.keys(query)) if (!asked.has(name)) complain(`calendarView has no ${name}`)
  const { startDateTime = '', endDateTime = '', $top = '10', $skip, $skiptoken } = query
  if (!(Number($top) >= 1 && Number($top) <= 1000)) complain(`$top=${$top}`)
  if ($skip && $skiptoken !== 'X=1&Y==') complain(`$skiptoken=${$skiptoken}`)
  for (const time of [startDateTime, endDateTime]) if (!/Z$/.test(time)) complain(`${time} is not UTC`)
  return events
    .map(event => (prefer.has('outlook.timezone="UTC"') ? inUtc(event) : event))
    .filter(({ start, end }) => seconds(start) < Date.parse(endDateTime) && seconds(end) > Date.parse(startDateTime))
}

/** Whole days stay midnights, whatever zone they are asked for in. */
function inUtc(event: Event): Event {
  const utc = (time: DateTimeTimeZone | null | undefined): DateTimeTimeZone => {
    const zone = time?.timeZone ?? 'UTC'
    // Exchange knows zones that nobody else does: those of the tests are stored in UTC.
    const at = event.isAllDay
      ? time?.dateTime
      : instant(time?.dateTime ?? '', ianaZone(zone, 'Europe/Stockholm') ?? 'UTC')
    return { dateTime: `${at?.slice(0, 19)}.0000000`, timeZone: 'UTC' }
  }
  return { ...event, start: utc(event.start), end: utc(event.end) }
}

const seconds = (time: DateTimeTimeZone | null | undefined) => Date.parse(`${time?.dateTime?.slice(0, 19)}Z`)
