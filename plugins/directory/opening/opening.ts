/** Whether something is open at an instant, and when it opens next: by the clock on the wall there, with both clock changes of the year. */
import { DateTime } from 'luxon'
import type { Phrase } from '../../../core/define.ts'
import type { OpeningHours } from '../contract/opening.ts'

export interface Calendar {
  /** IANA zone. */
  readonly zone: string
  readonly week: OpeningHours
  /** The name of a day ("2026-06-19") that is closed whatever the week says. */
  readonly closed: (day: string) => Phrase | undefined
}

export interface Opening {
  readonly open: boolean
  readonly reason: 'open' | 'hours' | 'holiday'
  readonly holiday?: Phrase
  /** The next opening, when closed. None where nothing opens for a year. */
  readonly opensAt?: Date
}

const horizonDays = 366
const dayMs = 24 * 3600 * 1000

/** What was found last for a calendar: holds from then on until it opens, or for a day where nothing opens. */
const found = new WeakMap<
  Calendar,
  { readonly from: number; readonly until: number; readonly opensAt: Date | undefined }
>()

/** Quicker where the same calendar is asked again: closed for a weekend, the way to Monday is searched once. */
export function opening(calendar: Calendar, at: Date): Opening {
  const now = DateTime.fromJSDate(at, { zone: calendar.zone })
  if (isOpen(calendar, now)) return { open: true, reason: 'open' }
  const holiday = calendar.closed(dayOf(now))
  const opensAt = remembered(calendar, now)
  return {
    open: false,
    reason: holiday ? 'holiday' : 'hours',
    ...(holiday && { holiday }),
    ...(opensAt && { opensAt }),
  }
}

/**
 * When, after `at`, the answer may be another at the earliest: at the ends of intervals, where the clock is changed, and at midnight,
 * when a holiday begins or ends.
 */
export function nextEdge({ zone, week }: Calendar, at: Date): Date {
  const today = DateTime.fromJSDate(at, { zone }).startOf('day')
  const ends = week
    .filter(({ day }) => day === today.weekday)
    .flatMap(({ from, to }) =>
      [from, to].map(clock => today.set({ hour: +clock.slice(0, 2), minute: +clock.slice(3) })),
    )
    .flatMap(local => local.getPossibleOffsets().map(possible => possible.toMillis()))
  const midnight = today.plus({ days: 1 }).startOf('day').toMillis()
  const changed = clockChange(today)
  const edges = [...ends, midnight, ...(changed === undefined ? [] : [changed])]
  return new Date(Math.min(...edges.filter(edge => edge > at.getTime())))
}

const dayOf = (local: DateTime) => local.toFormat('yyyy-MM-dd')

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

// By what the clock on the wall shows: an hour that comes twice in autumn is open twice.
function isOpen({ week, closed }: Calendar, local: DateTime): boolean {
  const minute = local.hour * 60 + local.minute
  const { weekday } = local
  return (
    week.some(({ day, from, to }) => day === weekday && minutesOf(from) <= minute && minute < minutesOf(to)) &&
    !closed(dayOf(local))
  )
}

function remembered(calendar: Calendar, now: DateTime): Date | undefined {
  const instant = now.toMillis()
  const before = found.get(calendar)
  if (before && before.from <= instant && instant < before.until) return before.opensAt
  const opensAt = nextOpening(calendar, now)
  found.set(calendar, { from: instant, until: opensAt?.getTime() ?? instant + dayMs, opensAt })
  return opensAt
}

function nextOpening(calendar: Calendar, now: DateTime): Date | undefined {
  const { zone, week } = calendar
  if (week.length === 0) return undefined
  const today = now.startOf('day')
  for (let days = 0; days <= horizonDays; days += 1) {
    const date = today.plus({ days })
    const first = mayOpen(calendar, date)
      .filter(instant => instant > now.toMillis())
      .sort((a, b) => a - b)
      .find(instant => isOpen(calendar, DateTime.fromMillis(instant, { zone })))
    if (first !== undefined) return new Date(first)
  }
  return undefined
}

/** The instants of a day at which something may open: where an interval begins, and where the clock is changed into one. */
function mayOpen({ week }: Calendar, date: DateTime): number[] {
  const starts = week
    .filter(({ day }) => day === date.weekday)
    .flatMap(({ from }) => {
      const minutes = minutesOf(from)
      const begins = date.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
      return begins.getPossibleOffsets().map(possible => possible.toMillis())
    })
  const changed = clockChange(date)
  return changed === undefined ? starts : [...starts, changed]
}

/** The instant at which the zone's offset changes between this midnight and the next, to the millisecond. */
function clockChange(date: DateTime): number | undefined {
  let before = date.toMillis()
  let after = date.plus({ days: 1 }).startOf('day').toMillis()
  const offsetAt = (instant: number) => date.zone.offset(instant)
  const offset = offsetAt(before)
  if (offsetAt(after) === offset) return undefined
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle) === offset) before = middle
    else after = middle
  }
  return after
}
