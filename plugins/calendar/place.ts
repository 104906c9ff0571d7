/** Where in time an event stands. */
import { DateTime } from 'luxon'
import type { When } from '../../connectors/calendar/port.ts'

export interface Placed {
  /** Milliseconds since 1970. */
  readonly start: number
  /** Excluded. */
  readonly end: number
}

/**
 * All-day events are days of the person's own zone (IANA), 23 or 25 hours where the clocks change. Undefined where the event's zone is not
 * known, or its times are none: it stands nowhere, and counts for nothing.
 */
export function place(when: When, zone: string): Placed | undefined {
  if (when.kind === 'unplaced') return undefined
  const time =
    when.kind === 'all-day'
      ? (date: string) => DateTime.fromISO(date, { zone }).startOf('day').toMillis()
      : (iso: string) => Date.parse(iso)
  const [start, end] = [time(when.start), time(when.end)]
  return Number.isNaN(start) || Number.isNaN(end) || end <= start ? undefined : { start, end }
}
