/** iCalendar (RFC 5545) as jCal (RFC 7265), which ical.js makes of it: what stands there and nothing more. */
import ICAL from 'ical.js'

export interface Component {
  readonly name: string
  /** By name, in lower case. */
  readonly properties: ReadonlyMap<string, readonly Property[]>
  readonly components: readonly Component[]
}

export interface Property {
  /** Names in lower case. */
  readonly parameters: Readonly<Record<string, string>>
  /** "date", "date-time", "recur", … */
  readonly type: string
  readonly values: readonly unknown[]
}

/** More than anybody's event has: what is above it is not read. */
const most = { text: 2_000_000, lines: 30_000, parameters: 500, components: 2_000, depth: 6, days: 3660 }

/** What is read of an event and of a zone. All else, descriptions and attachments among it, isn't even parsed. */
const read = new RegExp(
  `^(?:${[
    ...['begin', 'end', 'uid', 'dtstart', 'dtend', 'duration', 'rrule', 'rdate', 'exdate', 'recurrence-id'],
    ...['tzid', 'tzoffsetfrom', 'tzoffsetto', 'x-lic-location', 'summary', 'status', 'transp', 'class'],
    ...['organizer', 'attendee', 'categories', 'conference', 'url', 'location', 'x-google-conference'],
    ...['x-microsoft-[a-z-]+', 'x-nextcloud-bc-field-type'],
  ].join('|')})[;:]`,
  'i',
)

/** The components of all calendars in the text; throws what ical.js can't read. */
export function componentsIn(text: string): readonly Component[] {
  if (text.length > most.text) throw new RangeError('too long')
  // Unfolded (RFC 5545 section 3.1). Line breaks that nobody folded are common in descriptions, and would make the whole unreadable.
  const lines = text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter(line => read.test(line) && (line.match(/(?<!\\);/g)?.length ?? 0) <= most.parameters)
  if (lines.length > most.lines) throw new RangeError('too many lines')
  const parsed: unknown = ICAL.parse(lines.join('\r\n'))
  const calendars = Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : list(parsed)
  const seen = { left: most.components }
  return calendars.flatMap(calendar => componentOf(calendar, 0, seen)?.components ?? [])
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function componentOf(jcal: unknown, depth: number, seen: { left: number }): Component | undefined {
  const [name, properties, components] = list(jcal)
  if (typeof name !== 'string' || depth > most.depth || seen.left-- <= 0) return undefined
  const byName = new Map<string, Property[]>()
  for (const property of list(properties)) {
    const [called, parameters, type, ...values] = list(property)
    if (typeof called !== 'string' || typeof type !== 'string') continue
    const same = byName.get(called) ?? []
    byName.set(called, same)
    same.push({ parameters: textsOf(parameters), type, values })
  }
  return {
    name,
    properties: byName,
    components: list(components).flatMap(each => componentOf(each, depth + 1, seen) ?? []),
  }
}

const textsOf = (parameters: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parameters ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

export const first = (component: Component, name: string): Property | undefined => component.properties.get(name)?.[0]

/** Of the first property by that name. */
export function textOf(component: Component, name: string): string | undefined {
  const value = first(component, name)?.values[0]
  return typeof value === 'string' ? value : undefined
}

/** As it stands in RRULE: "FREQ=DAILY;COUNT=3". */
export const ruleText = (value: unknown): string => ICAL.Recur.fromData(value as Record<string, unknown>).toString()

/** In ms; `days`, the nominal part, are days of the calendar, whatever their length (RFC 5545 section 3.3.6). */
export function durationOf(text: string): { readonly days: number; readonly exact: number } {
  const { weeks, days, hours, minutes, seconds, isNegative } = ICAL.Duration.fromString(text)
  if (isNegative) return { days: 0, exact: 0 }
  const exact = ((hours * 60 + minutes) * 60 + seconds) * 1000
  return { days: Math.min(weeks * 7 + days, most.days), exact: Math.min(exact, most.days * 24 * 3600_000) }
}

/** "2026-10-09T13:30:00", with or without "Z", or "2026-10-09", in ms as if it were UTC's. */
export function wallOf(value: unknown): number | undefined {
  const known = typeof value === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?Z?$/.test(value)
  const wall = known ? Date.parse(value.includes('T') ? `${value.replace(/Z$/, '')}Z` : value) : Number.NaN
  return Number.isNaN(wall) ? undefined : wall
}
