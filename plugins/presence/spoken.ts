/** What a caller hears of an activity. Browser-safe: the app shows the same words. */
import type { Language, Phrase } from '../../core/define.ts'

export interface Heard {
  readonly name: string
  /** "is in a meeting". */
  readonly spoken: Phrase
  /** ISO 8601 UTC. */
  readonly until?: string | undefined
  /** IANA zone in which times are told. */
  readonly zone: string
  readonly language: Language
  readonly now: Date
}

/**
 * "Anna Svensson is in a meeting, back at 14:30." Nothing of a return where no end is known or it is over. Times have a colon, which
 * espeak-ng reads as a time (a full stop it doesn't).
 */
export function heard({ name, spoken, until, ...moment }: Heard): string {
  const sentence = `${name} ${spoken[moment.language]}`
  const back = until === undefined ? undefined : returning(new Date(until), moment)
  return back === undefined ? `${sentence}.` : `${sentence}, ${back}.`
}

function returning(then: Date, { zone, language, now }: Pick<Heard, 'zone' | 'language' | 'now'>): string | undefined {
  if (then <= now) return undefined
  const day = wallClock(then, zone)
  const today = wallClock(now, zone)
  const days = (Date.UTC(day.year, day.month, day.day) - Date.UTC(today.year, today.month, today.day)) / 86_400_000
  const when = { days, time: day.time, then, zone }
  return language === 'sv' ? inSwedish(when) : inEnglish(when)
}

interface When {
  /** From today, by the calendar of the zone. */
  readonly days: number
  readonly time: string
  readonly then: Date
  readonly zone: string
}

// Midnight means "that day": nobody comes back at 00:00. A date a week or more away needs no time.
function inSwedish({ days, time, then, zone }: When): string {
  if (days <= 0) return `åter ${time}`
  if (days > 6) return `åter den ${date('sv-SE', then, zone, days)}`
  const day = days === 1 ? 'i morgon' : `på ${weekday('sv-SE', then, zone)}`
  return time === '00:00' ? `åter ${day}` : `åter ${day} klockan ${time}`
}

function inEnglish({ days, time, then, zone }: When): string {
  if (days <= 0) return `back at ${time}`
  if (days > 6) return `back on ${date('en-GB', then, zone, days)}`
  const day = days === 1 ? 'tomorrow' : `on ${weekday('en-GB', then, zone)}`
  return time === '00:00' ? `back ${day}` : `back ${day} at ${time}`
}

const weekday = (locale: string, then: Date, timeZone: string) =>
  format(locale, { timeZone, weekday: 'long' }).format(then)

// So far away the day alone could be this year's or the next one's.
const date = (locale: string, then: Date, timeZone: string, days: number) =>
  format(locale, { timeZone, day: 'numeric', month: 'long', ...(days > 300 && { year: 'numeric' }) }).format(then)

/** Months from 0 as Date has them, "14:30" by 24 hours. */
function wallClock(time: Date, timeZone: string) {
  const parts: Record<string, string> = {}
  const digits = { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  for (const { type, value } of format('en-GB', { timeZone, hourCycle: 'h23', ...digits }).formatToParts(time)) {
    parts[type] = value
  }
  const { year, month, day, hour, minute } = parts
  return { year: Number(year), month: Number(month) - 1, day: Number(day), time: `${hour}:${minute}` }
}

// Making one costs a hundred times what using it does; there are as many as zones in use.
const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { calendar: 'gregory', numberingSystem: 'latn', ...options })
  formats.set(key, made)
  return made
}
