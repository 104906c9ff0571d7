/** The days that are replayed: whole ones, and the one that goes on. */
import { instantsOf, today } from '../../../../ui/wall-clock.ts'

export const spans = ['today', 'yesterday', 'week', 'month'] as const
export type Span = (typeof spans)[number]

const days: Readonly<Record<Span, readonly [from: number, to: number]>> = {
  today: [0, -1],
  yesterday: [1, 0],
  week: [7, 0],
  month: [30, 0],
}

const dayMs = 86_400_000

/** By the organisation's days. `now` in milliseconds; gives ISO 8601 UTC, `to` not included. */
export function timeOf(span: Span, now: number, zone: string): { from: string; to: string } {
  // By the calendar: a day when the clocks change has another length.
  const midnight = today(now, zone)
  const at = (back: number) => new Date(instantsOf(midnight - back * dayMs, zone)[0] ?? midnight).toISOString()
  const [from, to] = days[span]
  return { from: at(from), to: at(to) }
}
