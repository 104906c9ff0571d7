/**
 * Conditions as a list of cubes: each says of some facts in which regions they are, and together they are true where the conditions are.
 * Nesting of any depth ends here. By Kleene's logic the laws that this needs hold with a third value as well.
 */
import type { Condition, Rule } from '../rule.ts'
import { both, complement, isEmpty, type Regions, unknownRegion } from './region.ts'
import { falseIn, type Variables } from './variables.ts'

/** Variable to regions; what is not there may be anything. */
export type Cube = ReadonlyMap<number, Regions>

/** More than these and nothing is said of the rule: to write so much out costs more than it tells. */
const most = 512

/** Undefined where there are too many. */
export function cubesOf(rule: Rule, variables: Variables): readonly Cube[] | undefined {
  const unknownHolds = rule.whenUnknown === 'holds'
  return cubes(rule.conditions, true, unknownHolds, variables)
}

/** `wanted`: whether the condition is to be true or false; `orUnknown`: not knowing will do. */
function cubes(
  condition: Condition,
  wanted: boolean,
  orUnknown: boolean,
  variables: Variables,
): readonly Cube[] | undefined {
  if ('not' in condition) return cubes(condition.not, !wanted, orUnknown, variables)
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any
    const found: (readonly Cube[])[] = []
    for (const part of parts) {
      const inside = cubes(part, wanted, orUnknown, variables)
      if (!inside) return undefined
      found.push(inside)
    }
    // An empty `any` can't be published; the engine takes it as true.
    const together = 'all' in condition === wanted || parts.length === 0
    return together ? product(found, variables) : limited(found.flat())
  }
  if (!('fact' in condition)) return undefined
  const { variable, regions } = variables.literal(condition)
  const known = wanted ? regions : falseIn(regions)
  const asked = orUnknown ? withUnknown(known) : known
  if (isEmpty(asked, variables.count(variable))) return []
  return [new Map([[variable, asked]])]
}

const withUnknown = (regions: Regions): Regions =>
  complement(both(complement(regions), { not: true, of: [unknownRegion] }))

const limited = (cubes: readonly Cube[]) => (cubes.length > most ? undefined : cubes)

function product(lists: readonly (readonly Cube[])[], variables: Variables): readonly Cube[] | undefined {
  let sofar: readonly Cube[] = [new Map()]
  for (const list of lists) {
    if (sofar.length * list.length > most * 4) return undefined
    const next: Cube[] = []
    for (const cube of sofar) {
      for (const more of list) {
        const met = meeting(cube, more, variables)
        if (met) next.push(met)
      }
    }
    if (next.length > most) return undefined
    sofar = next
  }
  return sofar
}

/** Where both are; undefined where they never are. */
export function meeting(a: Cube, b: Cube, variables: Pick<Variables, 'count'>): Cube | undefined {
  if (b.size === 0) return a
  const together = new Map(a)
  for (const [variable, regions] of b) {
    const before = together.get(variable)
    const met = before ? both(before, regions) : regions
    if (isEmpty(met, variables.count(variable))) return undefined
    together.set(variable, met)
  }
  return together
}
