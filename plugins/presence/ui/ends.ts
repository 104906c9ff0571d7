/** When activities end, by their usual lengths. */
import { instantsOf, today, wallAt } from '../../../ui/wall-clock.ts'
import type { Length } from '../contract.ts'

const minute = 60_000
const day = 24 * 60 * minute

const first = (wall: number, zone: string): number => instantsOf(wall, zone)[0] ?? wall

/** When an activity chosen now ends by its usual length: on a whole minute, since that is what everybody is told. */
export function usualEnd(length: Length, now: Date, zone: string): Date | undefined {
  const time = now.getTime()
  if (typeof length === 'number') return new Date(Math.floor((time + length * minute) / minute) * minute)
  if (length === 'day-end') return new Date(first(today(time, zone) + day, zone))
  if (length === 'morning') return new Date(first(nextMorning(time, zone), zone))
  return undefined
}

/** As the hub counts (length.ts): before six it is still yesterday's evening, and nobody is back on a Saturday. */
function nextMorning(now: number, zone: string): number {
  const midnight = today(now, zone)
  let morning = wallAt(now, zone) - midnight < 6 * 60 * minute ? midnight : midnight + day
  while ([0, 6].includes(new Date(morning).getUTCDay())) morning += day
  return morning + 8 * 60 * minute
}

/** How much of it is left, 1 to 0; undefined without an end. */
export function left(since: string | undefined, until: string | undefined, now: number): number | undefined {
  if (since === undefined || until === undefined) return undefined
  const [from, to] = [Date.parse(since), Date.parse(until)]
  if (to <= from) return 0
  return Math.min(1, Math.max(0, (to - now) / (to - from)))
}
