/** What an owner writes into her calendar, for the tests: every vendor under test is given these, in words of its own. */
import type { CalendarEvent } from './port.ts'
import { whenOf } from './when.ts'

export interface Entry {
  /** The same again is the same entry, changed. Letters, digits and hyphens. */
  readonly key: string
  /** "2026-10-09T13:30:00" on walls in `zone`, the same with "Z", or "2026-10-09" for a whole day. */
  readonly start: string
  /** Alike; of whole days, the day after the last. */
  readonly end: string
  /** In anybody's words; without it, her own. */
  readonly zone?: string | undefined
  /** A series; `changed` by the occurrence's first start. */
  readonly repeat?: Repeat | undefined
  readonly kind?: CalendarEvent['kind'] | undefined
  readonly shows?: CalendarEvent['shows'] | undefined
  /** `organiser` is meant when nothing is said. */
  readonly response?: CalendarEvent['response'] | undefined
  readonly private?: boolean | undefined
  readonly cancelled?: boolean | undefined
  readonly subject?: string | undefined
  readonly organiser?: string | undefined
  readonly categories?: readonly string[] | undefined
  readonly meeting?: string | undefined
}

export interface Repeat {
  readonly every: 'day' | 'week'
  readonly times: number
  readonly changed?:
    | Readonly<Record<string, 'cancelled' | { readonly start: string; readonly end: string }>>
    | undefined
}

export interface Occurrence {
  /** Its start as the series has it. */
  readonly original: string
  readonly start: string
  readonly end: string
  readonly cancelled: boolean
}

/** Each on the same hour of the clock, also after a change to summer time. */
export function occurrencesOf({ start, end, repeat, cancelled = false }: Entry): readonly Occurrence[] {
  const { every, times, changed = {} } = repeat ?? { every: 'day', times: 1 }
  const step = every === 'week' ? 7 : 1
  return Array.from({ length: times }, (_, index) => {
    const original = later(start, index * step)
    const change = changed[original]
    const moved = typeof change === 'object' ? change : { start: original, end: later(end, index * step) }
    return { original, ...moved, cancelled: cancelled || change === 'cancelled' }
  })
}

/** A clock on the wall, or a date, some days later. */
function later(wall: string, days: number): string {
  const date = new Date(`${wall.slice(0, 10)}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10) + wall.slice(10)
}

/** As the port has them, whenever they are. */
export function eventsOf(entry: Entry, calendar: string, home: string): readonly CalendarEvent[] {
  const { key, zone, repeat, kind, shows, response, subject, organiser, categories, meeting } = entry
  return occurrencesOf(entry).map(({ original, start, end, cancelled }) => ({
    id: repeat ? `${calendar}.${key}.${original}` : `${calendar}.${key}`,
    ...(repeat && { series: `${calendar}.${key}` }),
    calendar,
    when: whenOf(start, end, zone, home),
    kind: kind ?? 'ordinary',
    shows: shows ?? 'busy',
    response: response ?? 'organiser',
    private: entry.private ?? false,
    cancelled,
    ...(subject !== undefined && { subject }),
    ...(organiser !== undefined && { organiser }),
    categories: categories ?? [],
    ...(meeting !== undefined && { meeting }),
  }))
}
