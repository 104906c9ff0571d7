/**
 * Most rules are reached, and a good guess shows it: values of which few rules speak. Of thousands of rules only the few that no guess
 * helps are worth a search.
 */
import type { Cube } from './cubes.ts'
import { holds, type Regions, unknownRegion } from './region.ts'
import type { Variables } from './variables.ts'

/** By variable, its known regions, those first that fewest cubes ask for. */
export type Rarest = readonly (readonly number[])[]

const guesses = 6

export function rarest(cubes: readonly Cube[], { all }: Pick<Variables, 'all'>): Rarest {
  const asked = all.map(({ values }) => new Array<number>(values.length + 1).fill(0))
  for (const cube of cubes) {
    for (const [variable, { not, of }] of cube) {
      const counts = asked[variable]
      // Whatever leaves out a few asks for all others alike.
      for (const region of of) if (counts) counts[region] = (counts[region] ?? 0) + (not ? -1 : 1)
    }
  }
  return asked.map(counts =>
    counts
      .map((count, region) => ({ count, region }))
      .slice(unknownRegion + 1)
      .sort((a, b) => a.count - b.count)
      .map(({ region }) => region),
  )
}

/** True: something in the cube is in none of the others. False: no guess found any. */
export function guessed(cube: Cube, others: readonly Cube[], rarest: Rarest): boolean {
  for (let guess = 0; guess < guesses; guess++) {
    const chosen = new Map<number, number>()
    const regionOf = (variable: number) => {
      const before = chosen.get(variable)
      if (before !== undefined) return before
      const region = nth(rarest[variable] ?? [], cube.get(variable), guess)
      chosen.set(variable, region)
      return region
    }
    for (const variable of cube.keys()) if (regionOf(variable) === unknownRegion) return false
    if (!others.some(other => contains(other, regionOf))) return true
  }
  return false
}

function contains(cube: Cube, regionOf: (variable: number) => number): boolean {
  for (const [variable, regions] of cube) if (!holds(regions, regionOf(variable))) return false
  return true
}

function nth(regions: readonly number[], within: Regions | undefined, guess: number): number {
  let [last, skip] = [unknownRegion, guess]
  for (const region of regions) {
    if (within && !holds(within, region)) continue
    last = region
    if (skip-- === 0) break
  }
  return last
}
