/** What calendars call time zones, and when a wall clock in one of them is. The host's own zone plays no part in it. */
import { DateTime, IANAZone } from 'luxon'
import { findIana } from 'windows-iana'

/**
 * IANA's name of a zone that a calendar names: IANA's own, also with a maker's before it ("/mozilla.org/20070129_1/Europe/Stockholm", RFC 5545
 * section 3.8.3.1), Windows' ("W. Europe Standard Time"), or undefined for one that is nobody's ("Customized Time Zone", "(UTC+01:00)
 * Amsterdam, Berlin, …"): those have no rules to go by, and a guess would be an hour off.
 *
 * @param near IANA zone of the calendar's owner. Windows has one name for Stockholm, Berlin and Rome: whoever lives in one means that one.
 */
export function ianaZone(name: string, near: string): string | undefined {
  // Written by Exchange itself, for UTC: https://learn.microsoft.com/graph/api/resources/event (originalStartTimeZone).
  if (name === 'tzone://Microsoft/Utc') return 'UTC'
  const bare = /^\/.*?([A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_+-]+){1,2})$/.exec(name)?.[1] ?? name
  // Without a letter it is a plain offset, which says nothing of summer time.
  if (/^[a-z]/i.test(bare) && IANAZone.isValidZone(bare)) return bare
  const zones: readonly string[] = findIana(name)
  return zones.includes(near) ? near : zones[0]
}

/** Minutes east of Greenwich, at an instant in ms. */
export type OffsetAt = (instant: number) => number

export function offsetsOf(iana: string): OffsetAt {
  const zone = IANAZone.create(iana)
  return at => zone.offset(at)
}

const minute = 60_000
const day = 24 * 60 * minute

/**
 * The instant, in ms, of a wall clock, itself in ms as if it were UTC's. An hour that comes twice is meant the first time, and one that a
 * change leaps over has the offset before it (RFC 5545 section 3.3.5); luxon would choose by what the offset is today.
 */
export function placed(wallClock: number, offsetAt: OffsetAt): number {
  const before = offsetAt(wallClock - day)
  const first = wallClock - before * minute
  if (offsetAt(first) === before) return first
  const after = offsetAt(wallClock + day)
  const second = wallClock - after * minute
  return offsetAt(second) === after ? second : first
}

/** The instant, ISO 8601 UTC, of a wall clock ("2026-10-09T13:30:00") in an IANA zone; undefined for no time at all. */
export function instant(wallClock: string, zone: string): string | undefined {
  const time = DateTime.fromISO(wallClock, { zone: 'UTC' })
  return time.isValid ? new Date(placed(time.toMillis(), offsetsOf(zone))).toISOString() : undefined
}
