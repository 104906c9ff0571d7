/** How long to wait before a child that ended is started again. Milliseconds. */
export interface BackOff {
  readonly first: number
  readonly most: number
  /** Whoever ran this long was well, and begins anew with the first delay. */
  readonly healthy: number
}

export const backOff: BackOff = { first: 200, most: 10_000, healthy: 30_000 }

/** `previous` is the delay before the run that has ended, undefined for a first run. */
export function delayAfter(previous: number | undefined, ranFor: number, { first, most, healthy }: BackOff): number {
  if (previous === undefined || ranFor >= healthy) return first
  return Math.min(previous * 2, most)
}
