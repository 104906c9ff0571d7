/** iCalendar to events, as somebody in Stockholm reads it. */
import type { CalendarEvent, Span } from '../../port.ts'
import { eventsIn } from '../item.ts'

/** Lines of one VEVENT, or of several with "END:VEVENT" and "BEGIN:VEVENT" between them, after those of `before`. */
export const calendarOf = (event: string, before = ''): string =>
  `BEGIN:VCALENDAR\nVERSION:2.0\n${before}\nBEGIN:VEVENT\nUID:a@norrsken.example\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`

export const year: Span = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }

export function read(text: string, span: Span = year, home = 'Europe/Stockholm'): readonly CalendarEvent[] {
  const owner = new Set(['anna@norrsken.example'])
  const events = eventsIn(text, { calendar: '/anna/calendar/', span, home, owner, zones: new Map() })
  return events.toSorted((a, b) => a.when.start.localeCompare(b.when.start))
}

/** "10-09T11:30 10-09T12:30 Europe/Stockholm", without year and seconds. */
export const told = (events: readonly CalendarEvent[]): readonly string[] =>
  events.map(({ when }) => {
    const [start, end] = [when.start, when.end].map(time => time.slice(5, 16))
    return [start, end, when.kind === 'all-day' ? 'day' : when.zone].filter(Boolean).join(' ')
  })
