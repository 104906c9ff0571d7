/** What conditions ask about, and into which regions they cut it. */
import type { CatalogueDescription, FactDescription, ValueType } from '../description.ts'
import { type Condition, isReference, type LeafCondition } from '../rule.ts'
import { candidates } from './candidates.ts'
import { comparison } from './compare.ts'
import { allBut, both, complement, type Regions, unknownRegion } from './region.ts'

/** A fact with its parameters, or something inside it. */
export interface Variable {
  readonly fact: string
  readonly params: Readonly<Record<string, unknown>>
  readonly path: string | undefined
  /** An element that a list may contain: the variable is whether it does. */
  readonly element?: { readonly is: unknown }
  readonly type: ValueType | undefined
  /** By region less one: region 0 is "not known". */
  readonly values: readonly unknown[]
  /** No example can be given: it is compared with something that is itself read. */
  readonly opaque: boolean
}

export interface Literal {
  /** Place in `Variables.all`. */
  readonly variable: number
  readonly regions: Regions
}

export interface Variables {
  readonly all: readonly Variable[]
  /** Where the condition is true; false is the complement within what is known. */
  readonly literal: (leaf: LeafCondition) => Literal
  /** How many regions a variable has, "not known" included. */
  readonly count: (variable: number) => number
}

interface Gathered {
  readonly leaf: LeafCondition
  readonly leaves: LeafCondition[]
}

const isElement = (operator: string) => operator === 'contains' || operator === 'doesNotContain'

/** Parameters with their defaults: `{}` and `{ of: 'callee' }` may ask for the same. */
export function withDefaults(
  fact: FactDescription | undefined,
  params: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const all: Record<string, unknown> = {}
  for (const { name, standard } of fact?.params ?? []) if (standard !== undefined) all[name] = standard
  return { ...all, ...params }
}

export const leaves = (condition: Condition): readonly LeafCondition[] => {
  if ('all' in condition) return condition.all.flatMap(leaves)
  if ('any' in condition) return condition.any.flatMap(leaves)
  if ('not' in condition) return leaves(condition.not)
  return 'fact' in condition ? [condition] : []
}

export function variables(conditions: readonly Condition[], catalogue: CatalogueDescription): Variables {
  const facts = new Map(catalogue.facts.map(fact => [fact.name, fact]))
  const keys = new WeakMap<LeafCondition, string>()

  function keyOf(leaf: LeafCondition): string {
    const before = keys.get(leaf)
    if (before !== undefined) return before
    const params = withDefaults(facts.get(leaf.fact), leaf.params)
    const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))
    const more = isReference(leaf.value) ? leaf : isElement(leaf.operator) ? { element: leaf.value } : undefined
    const key = JSON.stringify([leaf.fact, sorted, leaf.path, more])
    keys.set(leaf, key)
    return key
  }

  const gathered = new Map<string, Gathered>()
  for (const leaf of conditions.flatMap(leaves)) {
    const key = keyOf(leaf)
    const entry = gathered.get(key)
    if (entry) entry.leaves.push(leaf)
    else gathered.set(key, { leaf, leaves: [leaf] })
  }

  const places = new Map([...gathered.keys()].map((key, at) => [key, at]))
  const all = [...gathered.values()].map(({ leaf, leaves }) => variable(leaf, leaves, facts.get(leaf.fact)))
  const regionOf = all.map(({ values }) => new Map(values.map((value, at) => [value, at + 1])))
  const literals = new WeakMap<LeafCondition, Literal>()

  function made(leaf: LeafCondition): Literal {
    const place = places.get(keyOf(leaf)) as number
    return {
      variable: place,
      regions: regionsOf(leaf, all[place] as Variable, regionOf[place] as Map<unknown, number>),
    }
  }

  return {
    all,
    count: place => (all[place] as Variable).values.length + 1,
    literal(leaf) {
      const before = literals.get(leaf)
      if (before) return before
      const literal = made(leaf)
      literals.set(leaf, literal)
      return literal
    },
  }
}

function variable(leaf: LeafCondition, leaves: readonly LeafCondition[], fact: FactDescription | undefined): Variable {
  const look = fact?.looks.find(({ path }) => path === leaf.path)
  const { path } = leaf
  const about = { fact: leaf.fact, params: withDefaults(fact, leaf.params), path, type: look?.type }
  if (isReference(leaf.value)) return { ...about, values: [true, false], opaque: true }
  if (isElement(leaf.operator)) return { ...about, values: [true, false], element: { is: leaf.value }, opaque: false }
  const constants = leaves.flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
  const prefixes = leaves.flatMap(({ operator, value }) =>
    operator === 'startsWith' && typeof value === 'string' ? [value] : [],
  )
  return { ...about, values: candidates(look?.type, { constants, prefixes }), opaque: false }
}

function regionsOf(leaf: LeafCondition, variable: Variable, regionOf: ReadonlyMap<unknown, number>): Regions {
  const { operator, value } = leaf
  if (variable.opaque) return { not: false, of: [1] }
  if (variable.element) return { not: false, of: [operator === 'contains' ? 1 : 2] }
  // By far the commonest, and the only ones of which one fact may have thousands.
  if (operator === 'equal' || operator === 'notEqual' || operator === 'in' || operator === 'notIn') {
    const wanted = operator === 'in' || operator === 'notIn' ? (Array.isArray(value) ? value : []) : [value]
    const of = [...new Set(wanted.flatMap(one => regionOf.get(one) ?? []))].sort((a, b) => a - b)
    return operator === 'equal' || operator === 'in' ? { not: false, of } : knownBut(of)
  }
  const compare = comparison(operator)
  return { not: false, of: variable.values.flatMap((here, at) => (compare?.(here, value) ? [at + 1] : [])) }
}

const knownBut = (of: readonly number[]): Regions => ({ not: true, of: [unknownRegion, ...of] })

/** Where a condition with these regions is false: not where it is unknown. */
export const falseIn = (regions: Regions): Regions => both(complement(regions), allBut(unknownRegion))
