/** Opening hours as people write them. */
import { z } from 'zod'

const clock = /^([01]\d|2[0-3]):[0-5]\d$/
const clockOrMidnight = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/

const interval = z
  .object({
    /** ISO 8601: 1 is Monday, 7 Sunday. */
    day: z.number().int().min(1).max(7),
    from: z.string().regex(clock),
    /** Not included. What goes on past midnight is two intervals, to 24:00 and from 00:00. */
    to: z.string().regex(clockOrMidnight),
  })
  .refine(({ from, to }) => from < to, { path: ['to'] })

/** Intervals of the week by the wall clock; none at all means always closed. */
export const openingHours = z
  .array(interval)
  .max(50)
  .refine(intervals =>
    intervals.every((one, index) =>
      intervals.slice(index + 1).every(other => one.day !== other.day || one.to <= other.from || other.to <= one.from),
    ),
  )
export type OpeningHours = z.infer<typeof openingHours>

/** A day of the calendar, "2026-06-19". */
export const day = z.iso.date()

export const closedDay = z.object({
  day,
  name: z.object({ sv: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
})
export type ClosedDay = z.infer<typeof closedDay>
