/**
 * Which of many rules one value leaves standing. A hundred rules that each want another caller's number are one look-up: those
 * that want another value can't hold, and need not be evaluated one by one to know it.
 */
import type { Known } from './decision.ts'
import type { LeafCondition, PlacedRule } from './rule.ts'
import { isReference } from './rule.ts'

export interface Selection {
  /** The condition that tells these rules apart, without its value. */
  readonly leaf: Pick<LeafCondition, 'fact' | 'params' | 'path'>
  /** The rules that may hold when the fact has this value, in order; all of them when it is unknown. */
  among(value: Known): readonly PlacedRule[]
}

/** Fewer rules than this are as soon tried as told apart. */
const fewest = 6

type Scalar = string | number | boolean
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value)

/** The conditions of a rule of which each must hold: `equal` to a plain value, side by side in its outermost `all`. */
function equalities({ rule: { conditions } }: PlacedRule): readonly (LeafCondition & { value: Scalar })[] {
  if (!('all' in conditions)) return []
  return conditions.all.filter(
    (part): part is LeafCondition & { value: Scalar } =>
      'fact' in part && part.operator === 'equal' && isScalar(part.value) && !isReference(part.value),
  )
}

const keyOf = ({ fact, params, path }: LeafCondition) => JSON.stringify([fact, params, path])

/** Undefined where no condition tells enough of the rules apart. */
export function selection(rules: readonly PlacedRule[]): Selection | undefined {
  if (rules.length < fewest) return undefined
  const values = new Map<string, { leaf: LeafCondition; distinct: Set<Scalar> }>()
  for (const leaf of rules.flatMap(equalities)) {
    const entry = values.get(keyOf(leaf)) ?? { leaf, distinct: new Set<Scalar>() }
    values.set(keyOf(leaf), entry)
    entry.distinct.add(leaf.value)
  }
  const [best] = [...values.values()].sort((a, b) => b.distinct.size - a.distinct.size)
  if (!best || best.distinct.size < fewest) return undefined

  const { fact, params, path } = best.leaf
  const key = keyOf(best.leaf)
  const wanted = rules.map(rule => equalities(rule).find(leaf => keyOf(leaf) === key)?.value)
  const standing = new Map<Scalar, readonly PlacedRule[]>()
  for (const value of best.distinct) {
    standing.set(
      value,
      rules.filter((_, at) => wanted[at] === undefined || wanted[at] === value),
    )
  }
  const others = rules.filter((_, at) => wanted[at] === undefined)
  return {
    leaf: { fact, ...(params && { params }), ...(path !== undefined && { path }) },
    among: known => {
      if (!known.known) return rules
      return isScalar(known.value) ? (standing.get(known.value) ?? others) : others
    },
  }
}
