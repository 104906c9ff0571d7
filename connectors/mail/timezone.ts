/**
 * A zone by its rules (VTIMEZONE, RFC 5545 section 3.6.5), which an event that names one has to bring along: whoever reads it need not know
 * the name. The changes of a year before and after are listed one by one, as no rule has to be guessed from them.
 */
import ICAL from 'ical.js'
import { DateTime } from 'luxon'

const around = { days: 370 }

/** `zone`: IANA. `start` and `end`, ISO 8601 UTC: what the zone has to hold for. */
export function timezone(zone: string, start: string, end: string): ICAL.Component {
  const component = new ICAL.Component('vtimezone')
  component.addPropertyWithValue('tzid', zone)
  const from = DateTime.fromISO(start, { zone }).minus(around)
  const changes = [...changesIn(from, DateTime.fromISO(end, { zone }).plus(around))]
  // Where the clocks never change, what holds has held since long ago.
  const first = { at: DateTime.fromISO('1970-01-01T00:00:00', { zone: 'utc' }), from: from.offset, to: from.offset }
  for (const change of changes.length > 0 ? changes : [first]) component.addSubcomponent(observance(change, zone))
  return component
}

interface Change {
  readonly at: DateTime
  /** Minutes east of UTC, before and after. */
  readonly from: number
  readonly to: number
}

function* changesIn(from: DateTime, until: DateTime): Generator<Change> {
  for (let day = from; day < until; day = day.plus({ days: 1 })) {
    const next = day.plus({ days: 1 })
    if (next.offset !== day.offset) yield { at: changeBetween(day, next), from: day.offset, to: next.offset }
  }
}

/** The first minute with the later offset. */
function changeBetween(before: DateTime, after: DateTime): DateTime {
  let [low, high] = [before.toMillis() / 60_000, after.toMillis() / 60_000]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (before.plus({ minutes: middle - before.toMillis() / 60_000 }).offset === before.offset) low = middle
    else high = middle
  }
  return before.plus({ minutes: high - before.toMillis() / 60_000 })
}

function observance({ at, from, to }: Change, zone: string): ICAL.Component {
  const daylight = at.setZone(zone).plus({ minutes: 1 }).isInDST
  const component = new ICAL.Component(daylight ? 'daylight' : 'standard')
  // On the wall as it was before the change.
  component.addPropertyWithValue('dtstart', wallTime(at.toUTC().plus({ minutes: from })))
  component.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(from * 60))
  component.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(to * 60))
  return component
}

/** What a clock on the wall shows, without a zone. */
export const wallTime = ({ year, month, day, hour, minute, second }: DateTime): ICAL.Time =>
  ICAL.Time.fromData({ year, month, day, hour, minute, second, isDate: false })
