import { DateTime } from 'luxon'
import { HubError } from '../../core/error.ts'
import type { Length } from './contract.ts'

/** When an activity set at `now` ends by its own length; undefined where it has no end. */
export function endOf(length: Length, now: Date, zone: string): Date | undefined {
  if (typeof length === 'number') return new Date(now.getTime() + length * 60_000)
  const here = DateTime.fromJSDate(now, { zone })
  if (length === 'day-end') return here.plus({ days: 1 }).startOf('day').toJSDate()
  if (length === 'morning') return nextMorning(here)
  return undefined
}

// Whoever works past midnight is back the same morning, but nobody leaves for the day at seven to be back at eight.
function nextMorning(here: DateTime): Date {
  let day = here.hour < 6 ? here.startOf('day') : here.plus({ days: 1 }).startOf('day')
  while (day.weekday > 5) day = day.plus({ days: 1 })
  return day.set({ hour: 8 }).toJSDate()
}

export interface AskedEnd {
  /** ISO 8601 UTC; null for no end. */
  readonly until?: string | null | undefined
  readonly minutes?: number | undefined
}

const furthest = 2 * 366 * 86_400_000

/** What was asked for, else the activity's own length. Throws on what is over already, or years away. */
export function chosenEnd({ until, minutes }: AskedEnd, length: Length, now: Date, zone: string): Date | undefined {
  if (until === null) return undefined
  if (until === undefined) return endOf(minutes ?? length, now, zone)
  const end = new Date(until)
  if (end <= now) throw new HubError('presence.until-past', 422, { field: 'until' })
  if (end.getTime() - now.getTime() > furthest) throw new HubError('presence.until-far', 422, { field: 'until' })
  return end
}
