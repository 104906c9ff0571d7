/** Where events stand in a day's lane: those at the same time side by side. */

export interface Placed {
  /** From 0. */
  readonly column: number
  /** How many stand side by side there. */
  readonly of: number
}

interface Timed {
  readonly id: string
  /** In any unit; the end is excluded. */
  readonly start: number
  readonly end: number
}

/** By id. Events that touch don't overlap; one in the leftmost place that is free; a group that overlaps has equal widths. */
export function inColumns(events: readonly Timed[]): ReadonlyMap<string, Placed> {
  const placed = new Map<string, Placed>()
  let group: { id: string; column: number }[] = []
  /** When each column is free again. */
  let free: number[] = []
  const close = () => {
    for (const { id, column } of group) placed.set(id, { column, of: free.length })
    group = []
    free = []
  }
  for (const { id, start, end } of events.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (free.every(time => time <= start)) close()
    const found = free.findIndex(time => time <= start)
    const column = found === -1 ? free.length : found
    free[column] = end
    group.push({ id, column })
  }
  close()
  return placed
}
