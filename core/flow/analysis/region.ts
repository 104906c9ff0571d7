/**
 * Sets of regions. All values of a fact that no rule tells apart are one region, by number; region 0 is "not known". A set is written by
 * what is in it or by what is not, whichever a condition gives: "is +4670…" is one region of thousands, "is not" all but one.
 */
export interface Regions {
  readonly not: boolean
  /** In ascending order. */
  readonly of: readonly number[]
}

export const unknownRegion = 0

export const only = (...of: number[]): Regions => ({ not: false, of: [...of].sort((a, b) => a - b) })
export const allBut = (...of: number[]): Regions => ({ not: true, of: [...of].sort((a, b) => a - b) })
export const everything: Regions = { not: true, of: [] }

const has = (of: readonly number[], region: number) => {
  if (of.length < 9) return of.includes(region)
  let [low, high] = [0, of.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const here = of[middle] as number
    if (here === region) return true
    if (here < region) low = middle + 1
    else high = middle - 1
  }
  return false
}

export const holds = ({ not, of }: Regions, region: number): boolean => has(of, region) !== not

export const complement = ({ not, of }: Regions): Regions => ({ not: !not, of })

const merged = (a: readonly number[], b: readonly number[]) => [...new Set([...a, ...b])].sort((x, y) => x - y)

export function both(a: Regions, b: Regions): Regions {
  if (!a.not) return { not: false, of: a.of.filter(region => holds(b, region)) }
  if (!b.not) return { not: false, of: b.of.filter(region => holds(a, region)) }
  return { not: true, of: merged(a.of, b.of) }
}

export const either = (a: Regions, b: Regions): Regions => complement(both(complement(a), complement(b)))

/** `count`: how many regions there are, region 0 included. */
export const isEmpty = ({ not, of }: Regions, count: number): boolean => of.length === (not ? count : 0)

/** Whether the sets share a region. */
export function meet(a: Regions, b: Regions, count: number): boolean {
  if (!a.not && !b.not) return a.of.some(region => has(b.of, region))
  if (!a.not) return a.of.some(region => !has(b.of, region))
  if (!b.not) return b.of.some(region => !has(a.of, region))
  // Of thousands they leave out a few each.
  return a.of.length + b.of.length < count || !isEmpty(both(a, b), count)
}

/** Whether all of `a` is in `b`. */
export const within = (a: Regions, b: Regions, count: number): boolean => !meet(a, complement(b), count)

/** A region of the set that is none of `others`, the known ones first. */
export function firstBut(set: Regions, others: ReadonlySet<number>, count: number): number | undefined {
  for (let region = 1; region < count; region++) if (holds(set, region) && !others.has(region)) return region
  return holds(set, unknownRegion) && !others.has(unknownRegion) ? unknownRegion : undefined
}
