/** Whether anything of one cube is left when many others have taken theirs: a search that fails early and says what it found. */
import type { Cube } from './cubes.ts'
import { both, firstBut, holds, isEmpty, meet, type Regions, within } from './region.ts'

/** One region each of the variables that matter. */
export type Witness = ReadonlyMap<number, number>

interface Search {
  readonly count: (variable: number) => number
  /** What a variable may be where nothing was said of it. */
  readonly free: Regions
  left: number
}

/** Cubes looked at in one search, some 50 ms: beyond, nothing is said. */
const looks = 400_000

export interface LeftOver {
  /** None: the others take it all, or it couldn't be found out. */
  readonly witness?: Witness
  readonly undecided: boolean
}

/**
 * Something in `cube` that is in none of `others`. `free` are the regions of variables that the cube says nothing of: all but "not
 * known" where only what is known is asked for.
 */
export function leftOver(
  cube: Cube,
  others: readonly Cube[],
  count: (variable: number) => number,
  free: Regions,
): LeftOver {
  const search: Search = { count, free, left: looks }
  const domain = new Map<number, Regions>()
  for (const [variable, regions] of cube) {
    const here = both(regions, free)
    if (isEmpty(here, count(variable))) return { undecided: false }
    domain.set(variable, here)
  }
  const found = look(domain, others, search)
  if (found === 'covered') return { undecided: false }
  return found === undefined ? { undecided: true } : { witness: found, undecided: false }
}

function look(
  domain: ReadonlyMap<number, Regions>,
  others: readonly Cube[],
  search: Search,
): Witness | 'covered' | undefined {
  if (search.left <= 0) return undefined
  search.left -= others.length + 1
  const open: (readonly [number, Regions])[][] = []
  for (const other of others) {
    const literals = remaining(domain, other, search)
    if (literals === undefined) continue
    if (literals.length === 0) return 'covered'
    open.push(literals)
  }
  if (open.length === 0) return settled(domain, search)
  const variable = mostAsked(open)
  const rest = open.map(literals => new Map(literals))
  for (const region of inOrder(variable, domain.get(variable) ?? search.free, open, search)) {
    const found = look(new Map(domain).set(variable, { not: false, of: [region] }), rest, search)
    if (found !== 'covered') return found
  }
  return 'covered'
}

/** What a cube still asks; nothing left: all of the domain is in it. Undefined: none of it can be. */
function remaining(domain: ReadonlyMap<number, Regions>, cube: Cube, { count, free }: Search) {
  const left: (readonly [number, Regions])[] = []
  for (const [variable, regions] of cube) {
    const here = domain.get(variable) ?? free
    if (!meet(here, regions, count(variable))) return undefined
    if (!within(here, regions, count(variable))) left.push([variable, regions])
  }
  return left
}

/** A cube with one demand must be escaped by that very variable; else the one that most ask about. */
function mostAsked(open: readonly (readonly (readonly [number, Regions])[])[]): number {
  const asked = new Map<number, number>()
  for (const literals of open) {
    const weight = 1 / (literals.length * literals.length)
    for (const [variable] of literals) asked.set(variable, (asked.get(variable) ?? 0) + weight)
  }
  let best = -1
  let most = 0
  for (const [variable, weight] of asked) if (weight > most) [best, most] = [variable, weight]
  return best
}

/** Regions worth trying, those that fewest cubes hold first. Of those that no cube names one is as good as any. */
function inOrder(
  variable: number,
  allowed: Regions,
  open: readonly (readonly (readonly [number, Regions])[])[],
  { count }: Search,
): readonly number[] {
  const named = new Map<number, number>()
  let all = 0
  for (const literals of open) {
    for (const [asked, { not, of }] of literals) {
      if (asked !== variable) continue
      if (not) all += 1
      for (const region of of) named.set(region, (named.get(region) ?? 0) + (not ? -1 : 1))
    }
  }
  const candidates = [...named].filter(([region]) => holds(allowed, region))
  const unnamed = firstBut(allowed, new Set(named.keys()), count(variable))
  if (unnamed !== undefined) candidates.push([unnamed, 0])
  return candidates
    .map(([region, more]) => [region, all + more] as const)
    .sort((a, b) => a[1] - b[1])
    .map(([region]) => region)
}

function settled(domain: ReadonlyMap<number, Regions>, { count }: Search): Witness {
  const witness = new Map<number, number>()
  for (const [variable, regions] of domain) {
    witness.set(variable, firstBut(regions, new Set(), count(variable)) ?? 0)
  }
  return witness
}

/** Whether all of `a` is in `b`. */
export function isWithin(a: Cube, b: Cube, count: (variable: number) => number, free: Regions): boolean {
  for (const [variable, regions] of b) {
    const here = a.get(variable)
    if (!within(here ? both(here, free) : free, regions, count(variable))) return false
  }
  return true
}

/** Whether they share anything. */
export function overlap(a: Cube, b: Cube, count: (variable: number) => number): boolean {
  for (const [variable, regions] of b) {
    const here = a.get(variable)
    if (here && !meet(here, regions, count(variable))) return false
  }
  return true
}
