/**
 * From events that count, and what the person chose by hand, to what she is doing at any time: the whole course of it, so that the answer
 * now, the time at which it changes, and a day to look at are one and the same. Nothing here knows what time it is. Times are
 * milliseconds since 1970.
 *
 * The policy, which no rule is asked about because it is what "counts" means:
 * - An event lasts from its start, included, to its end, excluded. What touches or overlaps is one stretch: a short event inside a long
 *   one ends nothing.
 * - Of several at once the strongest gives the activity. The time of return is that of the whole stretch in which the phone is closed: who
 *   is told "back at 14:00" shall not meet the next meeting then.
 * - A choice by hand that closes the phone (Lunch, Sick) holds until its own end, whatever begins meanwhile.
 * - One that leaves it open (Available, Working from home) is where she stands: events that had begun by then are left early, those that
 *   begin later count, and after them the choice is there again.
 */

export interface Counted {
  readonly id: string
  readonly start: number
  readonly end: number
  /** Key of the activity that it gives. */
  readonly activity: string
  readonly closesPhone: boolean
  /** Of several at once the greatest wins. */
  readonly strength: number
}

export interface Choice {
  readonly since: number
  /** Undefined: until something else is chosen. */
  readonly until: number | undefined
  readonly closesPhone: boolean
}

interface Stretch {
  /** -Infinity for the first. */
  readonly from: number
  /** Excluded; Infinity for the last. */
  readonly to: number
}

/** `chosen`: what was chosen stands, or nothing was. */
export type Span =
  | (Stretch & { readonly by: 'chosen' })
  | (Stretch & {
      readonly by: 'calendar'
      readonly activity: string
      readonly closesPhone: boolean
      /** When she is back, which may be after `to`. */
      readonly until: number
      /** Ids of the events that give this activity, by their start. */
      readonly because: readonly string[]
    })

export type CalendarSpan = Extract<Span, { by: 'calendar' }>

/** All of time, in stretches of one answer each, the order of `events` being of no account. */
export function spansOf(events: readonly Counted[], choice: Choice | undefined): readonly Span[] {
  const inOrder = events
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
  const times = inOrder.flatMap(({ start, end }) => [start, end])
  if (choice) times.push(choice.since, choice.until ?? Number.POSITIVE_INFINITY)
  const edges = [...new Set([Number.NEGATIVE_INFINITY, ...times, Number.POSITIVE_INFINITY])].sort((a, b) => a - b)

  const spans: Span[] = []
  let begun = 0
  let running: readonly Counted[] = []
  for (const [at, from] of edges.slice(0, -1).entries()) {
    const first = begun
    while (begun < inOrder.length && (inOrder[begun]?.start ?? from) <= from) begun += 1
    running = [...running, ...inOrder.slice(first, begun)].filter(({ end }) => end > from)
    join(spans, spanOf({ from, to: edges[at + 1] ?? Number.POSITIVE_INFINITY }, running, choice))
  }
  return withReturns(spans)
}

function spanOf(stretch: Stretch, running: readonly Counted[], choice: Choice | undefined): Span {
  const { from } = stretch
  const chosen =
    choice && choice.since <= from && from < (choice.until ?? Number.POSITIVE_INFINITY) ? choice : undefined
  if (chosen?.closesPhone) return { ...stretch, by: 'chosen' }
  const counts = chosen ? running.filter(({ start }) => start > chosen.since) : running
  const [first] = counts
  if (!first) return { ...stretch, by: 'chosen' }
  const { activity, closesPhone } = counts.reduce((best, one) => (one.strength > best.strength ? one : best), first)
  const because = counts.filter(one => one.activity === activity).map(({ id }) => id)
  return { ...stretch, by: 'calendar', activity, closesPhone, until: stretch.to, because }
}

function join(spans: Span[], next: Span): void {
  const last = spans.at(-1)
  if (last?.by === 'chosen' && next.by === 'chosen') spans[spans.length - 1] = { ...last, to: next.to }
  else if (last?.by === 'calendar' && next.by === 'calendar' && last.activity === next.activity) {
    const because = [...new Set([...last.because, ...next.because])]
    spans[spans.length - 1] = { ...last, to: next.to, until: next.to, because }
  } else spans.push(next)
}

/** Closed stretches side by side have the return of the last. */
function withReturns(spans: readonly Span[]): readonly Span[] {
  let after: Span | undefined
  return spans
    .toReversed()
    .map(span => {
      if (span.by === 'calendar' && span.closesPhone && after?.by === 'calendar' && after.closesPhone) {
        after = { ...span, until: after.until }
      } else after = span
      return after
    })
    .toReversed()
}

/** The one that holds at a time: it does until its `to`, and no longer. */
export function spanAt(spans: readonly Span[], at: number): Span {
  let [low, high] = [0, spans.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((spans[middle]?.from ?? at) <= at) low = middle
    else high = middle - 1
  }
  const span = spans[low]
  if (!span) throw new Error('the spans are none')
  return span
}
