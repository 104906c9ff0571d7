/** The part of a day that is shown, and where a time stands in it. */
import { clockTime } from '../../../../ui/time.ts'
import type { DayEvent, DaySegment } from '../../contract.ts'

const hour = 3_600_000
/** Shown whatever stands in the day. Wall clock. */
const usual = { from: '08:00', to: '18:00' }

export interface Hours {
  /** Milliseconds since 1970, on whole hours of the day. */
  readonly from: number
  readonly to: number
  /** Each full hour within, "08:00". On the day when clocks are changed one is there twice, or missing. */
  readonly marks: readonly { readonly at: number; readonly label: string }[]
}

/** Reaches over all that doesn't last from midnight or to it. */
export function hoursOf(events: readonly DayEvent[], segments: readonly DaySegment[]): Hours | undefined {
  const first = segments[0]
  const last = segments.at(-1)
  if (!first || !last) return undefined
  const [begin, end] = [Date.parse(first.from), Date.parse(last.to)]
  const all: { at: number; label: string }[] = []
  for (let at = begin; at < end; at += hour) all.push({ at, label: clockTime(new Date(at)) })
  const usually = (label: string) => all.find(one => one.label === label)?.at
  const within = (time: string | undefined) => {
    const at = time === undefined ? undefined : Date.parse(time)
    return at !== undefined && at > begin && at < end ? [at] : []
  }
  const times = [...events.filter(({ allDay }) => !allDay), ...segments.filter(({ by }) => by !== 'none')].flatMap(
    ({ from, to }) => [...within(from), ...within(to)],
  )
  const from = Math.min(usually(usual.from) ?? begin, ...times)
  const to = Math.max(usually(usual.to) ?? end, ...times)
  const down = begin + Math.floor((from - begin) / hour) * hour
  const up = Math.min(end, begin + Math.ceil((to - begin) / hour) * hour)
  return { from: down, to: up, marks: all.filter(({ at }) => at >= down && at < up) }
}

/** Minutes from the first hour shown; what reaches over an end is cut there. Undefined where nothing of it is in sight. */
export function placeIn(
  { from, to }: Pick<Hours, 'from' | 'to'>,
  begin: number,
  end: number,
): { readonly top: number; readonly length: number } | undefined {
  const [a, b] = [Math.max(from, begin), Math.min(to, end)]
  return a < b ? { top: (a - from) / 60_000, length: (b - a) / 60_000 } : undefined
}
