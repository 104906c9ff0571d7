/** VTIMEZONE (RFC 5545 section 3.6.5): a zone's rules, as whoever wrote the event understood them. */
import type { OffsetAt } from '../zone.ts'
import { type Component, first, ruleText, textOf, wallOf } from './components.ts'
import { latest, recurring } from './recurrence.ts'

/** STANDARD or DAYLIGHT. */
interface Observance {
  /** Minutes. */
  readonly from: number
  readonly to: number
  /** On walls at `from`, ascending. */
  readonly onsets: readonly number[]
  /** Goes on from the first onset. */
  readonly rule: string | undefined
}

const minute = 60_000
/** Kept of a zone: people's events are in few. */
const mostYears = 50
/** A few hundred years of changes that somebody listed one by one. */
const most = { observances: 400, onsets: 400 }

/** Undefined where it doesn't say enough, or more than a zone has to say: it is then known by its name, or not at all. */
export function offsetsIn(zone: Component): OffsetAt | undefined {
  if (zone.components.length === 0 || zone.components.length > most.observances) return undefined
  const observances: Observance[] = []
  for (const component of zone.components) {
    const observance = observanceOf(component)
    if (!observance) return undefined
    observances.push(observance)
  }
  const initial = observances.toSorted((a, b) => (a.onsets[0] ?? 0) - (b.onsets[0] ?? 0))[0]?.from ?? 0
  const years = new Map<number, readonly Change[]>()
  return instant => {
    const year = new Date(instant).getUTCFullYear()
    const changes = years.get(year) ?? changesIn(year, observances)
    if (years.size > mostYears) years.clear()
    years.set(year, changes)
    return changes.findLast(change => change.at <= instant)?.to ?? initial
  }
}

interface Change {
  /** An instant, in ms. */
  readonly at: number
  readonly to: number
}

/** What holds when the year begins, then its changes. */
function changesIn(year: number, observances: readonly Observance[]): readonly Change[] {
  const [begin, end] = [Date.UTC(year), Date.UTC(year + 1)]
  const changes = observances.flatMap(({ from, to, onsets, rule }) => {
    const [start, stop] = [begin + from * minute, end + from * minute]
    const before = onsets.findLast(onset => onset <= start)
    const within = onsets.filter(onset => onset > start && onset <= stop)
    const walls = before === undefined ? within : [before, ...within]
    if (rule !== undefined && onsets[0] !== undefined && onsets[0] <= stop) {
      const last = latest(rule, onsets[0], start)
      walls.push(...recurring(rule, onsets[0], start, stop), ...(last === undefined ? [] : [last]))
    }
    return walls.map(wall => ({ at: wall - from * minute, to }))
  })
  return changes.toSorted((a, b) => a.at - b.at)
}

function observanceOf(component: Component): Observance | undefined {
  const [from, to] = [offset(textOf(component, 'tzoffsetfrom')), offset(textOf(component, 'tzoffsetto'))]
  const start = wallOf(textOf(component, 'dtstart'))
  const further = component.properties.get('rdate')?.flatMap(({ values }) => values.map(wallOf)) ?? []
  const onsets = [start, ...further].filter(wall => wall !== undefined)
  const rules = component.properties.get('rrule') ?? []
  if (from === undefined || to === undefined || start === undefined) return undefined
  if (onsets.length > most.onsets || rules.length > 1) return undefined
  const rule = first(component, 'rrule')?.values[0]
  const text = rule === undefined ? undefined : yearly(ruleText(rule), from)
  if (rule !== undefined && text === undefined) return undefined
  return { from, to, onsets: onsets.toSorted((a, b) => a - b), rule: text }
}

/** UNTIL is UTC's, and is wanted on walls. Undefined for a rule that is not by the year. */
function yearly(rule: string, from: number): string | undefined {
  if (!/(^|;)FREQ=YEARLY(;|$)/i.test(rule) || /BY(HOUR|MINUTE|SECOND)=|COUNT=/i.test(rule)) return undefined
  return rule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/i, (_, ...parts: string[]) => {
    const [year, month, date, hours, minutes, seconds] = parts.slice(0, 6).map(Number)
    const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, date, hours, minutes, seconds) + from * minute
    return `UNTIL=${new Date(wall).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  })
}

/** "+01:00", or "-05:00:30" of former days, in minutes. */
function offset(text: string | undefined): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(text ?? '') ?? []
  const size = Number(hours) * 60 + Number(minutes)
  return size <= 18 * 60 ? (sign === '-' ? -size : size) : undefined
}
