/** Times in words, in the app's language and the organisation's zone. */
import { minute, zone } from './clock.ts'
import { language } from './words.ts'

const locales = { sv: 'sv-SE', en: 'en-GB' } as const

// Making one costs a hundred times what using it does.
const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = locales[language.value]
  const key = `${locale} ${zone.value} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone.value, ...options })
  formats.set(key, made)
  return made
}

/** "14:30" */
export const clockTime = (time: Date): string =>
  format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time)

/** "14:07:32" */
export const exactTime = (time: Date): string =>
  format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(time)

/** "2026-10-09" */
export const dayKey = (time: Date): string => {
  const parts = new Map(
    format({ year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

/** Calendar days from today: 0 today, 1 tomorrow, -1 yesterday. */
export const daysAhead = (time: Date): number =>
  Math.round((Date.parse(dayKey(time)) - Date.parse(dayKey(new Date(minute.value)))) / 86_400_000)

/** "Friday 9 October" */
export const longDay = (time: Date): string =>
  format({ weekday: 'long', day: 'numeric', month: 'long' }).format(time).replace(',', '')

/** "Mon 12 Oct", "mån 12 okt" */
export const shortDay = (time: Date): string =>
  format({ weekday: 'short', day: 'numeric', month: 'short' }).format(time).replaceAll(/[.,]/g, '')

/** "14:30" today, "Mon 12 Oct" on another day; with its time where it isn't the beginning of that day. */
export function dayOrTime(time: Date): string {
  if (daysAhead(time) === 0) return clockTime(time)
  const at = clockTime(time)
  return at === '00:00' ? shortDay(time) : `${shortDay(time)} ${at}`
}

/** When it ends: "back 14:30" where the person is away from the phone meanwhile, "until 17:00" where not. */
export function ending(until: Date, closes: boolean): string {
  const words = { sv: closes ? 'åter' : 'till', en: closes ? 'back' : 'until' }[language.value]
  return `${words} ${dayOrTime(until)}`
}

/** "4:12", "1:02:03" */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
