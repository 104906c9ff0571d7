/** When an event is, and whether that is in a span. */
import type { Span, When } from './port.ts'
import { ianaZone, instant } from './zone.ts'

/**
 * From "2026-10-09T13:30:00" on walls in a zone named `zone`, in anybody's words; without a name, on those of `home`. Dates alone are
 * whole days, `end` the day after the last; what ends in "Z" is UTC already.
 */
export function whenOf(start: string, end: string, zone: string | undefined, home: string): When {
  if (!start.includes('T')) return { kind: 'all-day', start, end }
  const iana = zone === undefined ? home : ianaZone(zone, home)
  if (start.endsWith('Z')) return { kind: 'timed', start, end, ...(zone !== undefined && iana && { zone: iana }) }
  const [from, to] = iana === undefined ? [] : [instant(start, iana), instant(end, iana)]
  if (from === undefined || to === undefined) return { kind: 'unplaced', start, end, zone: zone ?? '' }
  return { kind: 'timed', start: from, end: to, zone: iana }
}

const hour = 3600_000

/**
 * Whether any of it lies in the span. Days, and clocks in a zone that nobody knows, begin somewhere from 14 hours before UTC's to 12 after:
 * they count wherever they may. Without length, an event counts at its start (RFC 4791 section 9.9).
 */
export function touches(time: When, span: Span): boolean {
  const [early, late] = time.kind === 'timed' ? [0, 0] : [14 * hour, 12 * hour]
  const start = Date.parse(utc(time.start)) - early
  const end = Date.parse(utc(time.end)) + late
  return (
    start < Date.parse(span.to) && (end > Date.parse(span.from) || (start === end && start >= Date.parse(span.from)))
  )
}

const utc = (time: string) => (time.includes('T') && !time.endsWith('Z') ? `${time}Z` : time)
