/** What calendars call time zones, and when a wall clock in one of them is. The host's own zone plays no part in it. */
import { DateTime, IANAZone } from 'luxon'
import { findIana } from 'windows-iana'

/**
 * IANA's name of a zone that a calendar names: IANA's own, Windows' ("W. Europe Standard Time"), or undefined for one that is nobody's
 * ("Customized Time Zone", "(UTC+01:00) Amsterdam, Berlin, …"): those have no rules to go by, and a guess would be an hour off.
 *
 * @param near IANA zone of the calendar's owner. Windows has one name for Stockholm, Berlin and Rome: whoever lives in one means that one.
 */
export function ianaZone(name: string, near: string): string | undefined {
  // Written by Exchange itself, for UTC: https://learn.microsoft.com/graph/api/resources/event (originalStartTimeZone).
  if (name === 'tzone://Microsoft/Utc') return 'UTC'
  if (IANAZone.isValidZone(name)) return name
  const zones: readonly string[] = findIana(name)
  return zones.includes(near) ? near : zones[0]
}

/** The instant, ISO 8601 UTC, of a wall clock ("2026-10-09T13:30:00") in an IANA zone; undefined for no time at all. */
export function instant(wallClock: string, zone: string): string | undefined {
  const time = DateTime.fromISO(wallClock, { zone })
  return time.isValid ? time.toJSDate().toISOString() : undefined
}
