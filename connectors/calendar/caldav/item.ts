/** One item of a calendar, which is an event or a series with its exceptions (RFC 4791 section 4.1), to what occurs in a span. */
import { createHash } from 'node:crypto'
import type { CalendarEvent, Span } from '../port.ts'
import { touches } from '../when.ts'
import { type Clock, clockIn, clockOf, instantOf, type KnownZones, whenOf, type ZoneNamed, zonesIn } from './clock.ts'
import { type Component, componentsIn, durationOf, first, ruleText, textOf } from './components.ts'
import { detailsOf } from './details.ts'
import { recurring, stamp } from './recurrence.ts'

export interface Reader {
  readonly calendar: string
  readonly span: Span
  /** IANA: where clocks without a zone are. */
  readonly home: string
  /** Her addresses, in lower case. */
  readonly owner: ReadonlySet<string>
  readonly zones: KnownZones
}

/** Of one item. */
const mostOccurrences = 500
const hour = 3600_000
const day = 24 * hour
/** Walls are at most this far from UTC. */
const aside = 15 * hour

/** Throws for a text that is no iCalendar. */
export function eventsIn(text: string, reader: Reader): readonly CalendarEvent[] {
  const components = componentsIn(text)
  const zones = zonesIn(components, reader.home, reader.zones)
  const byUid = Map.groupBy(
    components.filter(({ name }) => name === 'vevent'),
    event => textOf(event, 'uid') ?? '',
  )
  return [...byUid].flatMap(([uid, events]) => occurrences(`${reader.calendar} ${uid}`, events, zones, reader))
}

interface Event {
  readonly component: Component
  readonly start: Clock
  /** Where its DTEND, or DURATION, puts the end of what begins at a clock. */
  readonly end: (start: Clock) => number
}

/** An event instead of one that the series has, or of that one and all after it. */
interface Exception extends Event {
  readonly original: Clock
  readonly andFuture: boolean
}

function occurrences(
  name: string,
  components: readonly Component[],
  zones: ZoneNamed,
  reader: Reader,
): CalendarEvent[] {
  const id = createHash('sha256').update(name).digest('base64url').slice(0, 22)
  const events = components.flatMap(component => eventOf(component, zones) ?? [])
  const exceptions = events.flatMap(event => exceptionOf(event, zones) ?? [])
  const master = events.findLast(({ component }) => !component.properties.has('recurrence-id'))
  const instead = new Set(exceptions.map(({ original }) => keyOf(original, master)))
  const found: CalendarEvent[] = []
  const add = (event: Event, start: Clock, original: Clock | undefined) => {
    const when = whenOf(start, event.end(start))
    if (!touches(when, reader.span) || found.length >= mostOccurrences) return
    const { calendar, owner } = reader
    const part = original && { id: `${id}.${stamp(instantOf(original))}`, series: id }
    found.push({ id, ...part, calendar, when, ...detailsOf(event.component, owner) })
  }

  if (master && !isSeries(master.component) && !exceptions.length) add(master, master.start, undefined)
  for (const exception of exceptions) add(exception, exception.start, exception.original)
  if (!master || (!isSeries(master.component) && !exceptions.length)) return found
  const left = excluded(master, zones)
  const later = exceptions.filter(({ andFuture }) => andFuture).toSorted((a, b) => a.original.wall - b.original.wall)
  // What an exception has moved may come from far outside: by as much as the longest move.
  const moves = later.map(({ start, original }) => Math.abs(start.wall - original.wall))
  for (const start of startsOf(master, zones, reader.span, Math.max(0, ...moves))) {
    const key = instantOf(start)
    if ([key, dateOf(start)].some(each => instead.has(each) || left.has(each))) continue
    const changed = later.findLast(({ original }) => instantOf(original) <= key)
    if (changed) add(changed, movedBy(changed, start), start)
    else add(master, start, start)
  }
  return found
}

const isSeries = ({ properties }: Component) => properties.has('rrule') || properties.has('rdate')

function eventOf(component: Component, zones: ZoneNamed): Event | undefined {
  const clock = clockIn(component, 'dtstart', zones)
  if (!clock) return undefined
  const ends = clockIn(component, 'dtend', zones)
  // Outlook writes midnights for whole days, and says so beside them: [MS-OXCICAL] section 2.1.3.1.1.20.28.
  const wholeDays = /^true$/i.test(textOf(component, 'x-microsoft-cdo-alldayevent') ?? '') && clock.wall % day === 0
  const start = wholeDays ? { wall: clock.wall, zone: undefined } : clock
  const duration = textOf(component, 'duration')
  if (ends) {
    // The same exact length for all (RFC 5545 section 3.8.5.3).
    const length = start.zone ? instantOf(ends) - instantOf(start) : Math.ceil((ends.wall - start.wall) / day) * day
    return { component, start, end: from => instantOf(from) + Math.max(length, from.zone ? 0 : day) }
  }
  const { days, exact } = duration === undefined ? { days: 0, exact: 0 } : durationOf(duration)
  const whole = (days || 1) * day
  return {
    ...{ component, start },
    end: from => (from.zone ? instantOf({ ...from, wall: from.wall + days * day }) + exact : from.wall + whole),
  }
}

function exceptionOf(event: Event, zones: ZoneNamed): Exception | undefined {
  const original = clockIn(event.component, 'recurrence-id', zones)
  const range = first(event.component, 'recurrence-id')?.parameters.range
  return original && { ...event, original, andFuture: range?.toUpperCase() === 'THISANDFUTURE' }
}

/** As far from its place in the series as the exception is from its own, on the exception's walls. */
function movedBy({ start, original }: Exception, place: Clock): Clock {
  const own = original.zone && start.zone?.offsetAt ? instantOf(original) : undefined
  if (own === undefined || !start.zone?.offsetAt) return { ...start, wall: place.wall + start.wall - original.wall }
  const wall = (instant: number) => instant + (start.zone?.offsetAt?.(instant) ?? 0) * 60_000
  return { ...start, wall: wall(instantOf(place)) + start.wall - wall(own) }
}

function excluded(master: Event, zones: ZoneNamed): ReadonlySet<number | string> {
  const dates = master.component.properties.get('exdate') ?? []
  const clocks = dates.flatMap(property => property.values.flatMap(value => clockOf(value, property, zones) ?? []))
  return new Set(clocks.map(clock => keyOf(clock, master)))
}

/** Which of a series it is; a date, where the series has clocks, is all of that day, as some programs write it. */
const keyOf = (clock: Clock, master: Event | undefined) =>
  clock.zone || !master?.start.zone ? instantOf(clock) : dateOf(clock)
const dateOf = ({ wall }: Clock) => new Date(wall).toISOString().slice(0, 10)

/** Where the series has occurrences that may touch the span, on walls of its own. */
function startsOf(master: Event, zones: ZoneNamed, { from, to }: Span, move: number): readonly Clock[] {
  const { component, start, end } = master
  const length = Math.max(0, end(start) - instantOf(start))
  const [first, last] = [Date.parse(from) - aside - length - move - day, Date.parse(to) + aside + move + day]
  const clocks: Clock[] = [start]
  for (const rule of component.properties.get('rrule') ?? []) {
    try {
      const text = untilOnWalls(ruleText(rule.values[0]), start)
      for (const wall of recurring(text, start.wall, first, last)) clocks.push({ ...start, wall })
    } catch {
      // No rule, or a bomb: what it was to repeat is there at least once.
    }
  }
  for (const property of component.properties.get('rdate') ?? []) {
    for (const value of property.values) {
      // A PERIOD begins with its start; its length is taken to be the others'.
      const clock = clockOf(Array.isArray(value) ? value[0] : value, property, zones)
      if (clock && clock.wall >= first && clock.wall <= last) clocks.push(clock)
    }
  }
  return [...new Map(clocks.map(clock => [instantOf(clock), clock])).values()]
}

/** UNTIL is in UTC where the start has a zone (RFC 5545 section 3.3.10), and a date means all of that day. */
function untilOnWalls(rule: string, start: Clock): string {
  return rule.replace(/UNTIL=(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(Z?))?/i, (_, ...parts: string[]) => {
    const [year = 0, month = 1, date = 1, hours, minutes, seconds] = parts.slice(0, 6).map(Number)
    const midnight = Date.UTC(year, month - 1, date)
    if (parts[3] === undefined || !start.zone) return `UNTIL=${stamp(midnight + (start.zone ? day - 1000 : 0))}`
    const until = Date.UTC(year, month - 1, date, hours, minutes, seconds)
    const offset = parts[6] && start.zone.offsetAt ? start.zone.offsetAt(until) * 60_000 : 0
    return `UNTIL=${stamp(until + offset)}`
  })
}
