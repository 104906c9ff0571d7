/**
 * Which of many rules one value leaves standing. A hundred rules that each want another caller's number are one look-up: those
 * that want another value can't hold, and need not be evaluated one by one to know it.
 */
import type { Known, Seen } from './decision.ts'
import type { Facts } from './facts.ts'
import type { LeafCondition, PlacedRule } from './rule.ts'
import { valueAt } from './value.ts'

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

type Equality = LeafCondition & { readonly value: Scalar }
const known = new WeakMap<PlacedRule, readonly Equality[]>()

/** The conditions of a rule of which each must hold: `equal` to a plain value, side by side in its outermost `all`. */
export function equalities(placed: PlacedRule): readonly Equality[] {
  const before = known.get(placed)
  if (before) return before
  const { conditions } = placed.rule
  const isEquality = (part: object): part is Equality =>
    'fact' in part && 'operator' in part && part.operator === 'equal' && 'value' in part && isScalar(part.value)
  const found = 'all' in conditions ? conditions.all.filter(isEquality) : []
  known.set(placed, found)
  return found
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

/** The rules of one stage of one owner for one event. */
export interface Rung {
  readonly rules: readonly PlacedRule[]
  readonly selection: Selection | undefined
}

export const rung = (rules: readonly PlacedRule[]): Rung => ({ rules, selection: selection(rules) })

/** The rules of a rung that may hold, in order. `others` hears of those that can't, because each wants another value. */
export async function standing(
  { rules, selection }: Rung,
  facts: Facts,
  others: (rules: readonly PlacedRule[], seen: Seen) => void,
): Promise<readonly PlacedRule[]> {
  if (!selection) return rules
  const { fact, params, path } = selection.leaf
  const answer = await facts.read(fact, params)
  const saw: Known = answer.known ? { known: true, value: path ? valueAt(answer.value, path) : answer.value } : answer
  const left = selection.among(saw)
  if (left.length < rules.length) {
    const out = new Set(left)
    const seen = { fact, params, path, operator: 'equal', wanted: undefined, saw, held: false }
    others(
      rules.filter(rule => !out.has(rule)),
      seen,
    )
  }
  return left
}
