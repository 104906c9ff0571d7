/** What differs between two sets, and what two people made of the same one put together. Browser and hub do the same. */
import type { Rule } from '../../../core/flow/rule.ts'
import type { RuleCase, RuleSet } from './sets.ts'

/** Of JSON: the order of names in an object tells nothing. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(name => same(Reflect.get(one, name), Reflect.get(other, name)))
}

/** A rule that differs, by its name; what is only elsewhere in the order is `moved`. */
export type Change =
  | { readonly kind: 'added'; readonly after: Rule }
  | { readonly kind: 'removed'; readonly before: Rule }
  | { readonly kind: 'changed'; readonly before: Rule; readonly after: Rule; readonly moved: boolean }
  | { readonly kind: 'moved'; readonly before: Rule; readonly after: Rule }

/** In the order of `after`, what was taken away last. */
export function changesBetween(before: RuleSet, after: RuleSet): readonly Change[] {
  const was = new Map(before.rules.map(rule => [rule.name, rule]))
  const is = new Map(after.rules.map(rule => [rule.name, rule]))
  const place = new Map([...was.keys()].map((name, at) => [name, at]))
  const common = [...is.keys()].filter(name => was.has(name))
  const stayed = new Set(rising(common, name => place.get(name) ?? 0))
  const here = after.rules.flatMap((rule): Change[] => {
    const old = was.get(rule.name)
    if (!old) return [{ kind: 'added', after: rule }]
    const moved = !stayed.has(rule.name)
    if (!same(old, rule)) return [{ kind: 'changed', before: old, after: rule, moved }]
    return moved ? [{ kind: 'moved', before: old, after: rule }] : []
  })
  const gone = before.rules.filter(({ name }) => !is.has(name))
  return [...here, ...gone.map((rule): Change => ({ kind: 'removed', before: rule }))]
}

/** The longest part of a list whose places rise: those that nobody moved. */
function rising<Item>(items: readonly Item[], placeOf: (item: Item) => number): Item[] {
  interface Chain {
    readonly item: Item
    readonly before: Chain | undefined
  }
  /** By length, the chain of that length that ends lowest. */
  const best: Chain[] = []
  for (const item of items) {
    let low = 0
    let high = best.length
    while (low < high) {
      const middle = (low + high) >> 1
      const chain = best[middle]
      if (chain && placeOf(chain.item) < placeOf(item)) low = middle + 1
      else high = middle
    }
    best[low] = { item, before: best[low - 1] }
  }
  const found: Item[] = []
  for (let chain = best.at(-1); chain; chain = chain.before) found.unshift(chain.item)
  return found
}

/** Both changed the same, and not alike. `undefined`: taken away. */
export type Clash =
  | {
      readonly kind: 'rule'
      readonly name: string
      readonly mine?: Rule | undefined
      readonly theirs?: Rule | undefined
    }
  | {
      readonly kind: 'case'
      readonly name: string
      readonly mine?: RuleCase | undefined
      readonly theirs?: RuleCase | undefined
    }
  /** The order of rules or cases, or what else a set has, by its name there. */
  | { readonly kind: 'order' | 'other'; readonly name: string }

export type Side = 'mine' | 'theirs'

/**
 * What became of `base` by both. Where they clash, what `choose` says: theirs, unless told otherwise. The clashes are told either way.
 */
export function merge(
  { base, mine, theirs }: { readonly base: RuleSet; readonly mine: RuleSet; readonly theirs: RuleSet },
  choose: (clash: Clash) => Side = () => 'theirs',
): { readonly set: RuleSet; readonly clashes: readonly Clash[] } {
  const clashes: Clash[] = []
  const decide = (clash: Clash): Side => {
    clashes.push(clash)
    return choose(clash)
  }
  const rules = mergeList(
    { base: base.rules, mine: mine.rules, theirs: theirs.rules },
    rule => rule.name,
    clash => decide(clash.kind === 'order' ? { kind: 'order', name: 'rules' } : { ...clash, kind: 'rule' }),
  )
  const cases = mergeList(
    { base: base.cases, mine: mine.cases, theirs: theirs.cases },
    one => one.id,
    clash => decide(clash.kind === 'order' ? { kind: 'order', name: 'cases' } : { ...clash, kind: 'case' }),
  )
  const others = new Set(
    [...Object.keys(mine), ...Object.keys(theirs)].filter(key => key !== 'rules' && key !== 'cases'),
  )
  const rest = [...others].map(key => {
    const of = { base: Reflect.get(base, key), mine: Reflect.get(mine, key), theirs: Reflect.get(theirs, key) }
    return [key, pick(of, () => decide({ kind: 'other', name: key }))] as const
  })
  return { set: { ...Object.fromEntries(rest), rules, cases }, clashes }
}

interface Three<Value> {
  readonly base: Value
  readonly mine: Value
  readonly theirs: Value
}

function pick<Value>({ base, mine, theirs }: Three<Value>, decide: () => Side): Value {
  if (same(mine, theirs) || same(base, mine)) return theirs
  if (same(base, theirs)) return mine
  return decide() === 'mine' ? mine : theirs
}

type ListClash<Item> =
  | {
      readonly kind: 'item'
      readonly name: string
      readonly mine?: Item | undefined
      readonly theirs?: Item | undefined
    }
  | { readonly kind: 'order' }

function mergeList<Item>(
  lists: Three<readonly Item[]>,
  keyOf: (item: Item) => string,
  decide: (clash: ListClash<Item>) => Side,
): Item[] {
  const byKey = (list: readonly Item[]) => new Map(list.map(item => [keyOf(item), item]))
  const base = byKey(lists.base)
  const mine = byKey(lists.mine)
  const theirs = byKey(lists.theirs)
  const kept = new Map<string, Item>()
  for (const key of new Set([...theirs.keys(), ...mine.keys()])) {
    const of = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }
    const item = pick(of, () => decide({ kind: 'item', name: key, mine: of.mine, theirs: of.theirs }))
    if (item !== undefined) kept.set(key, item)
  }
  // Only what all three have can have been moved.
  const common = (list: ReadonlyMap<string, Item>) =>
    [...list.keys()].filter(key => base.has(key) && mine.has(key) && theirs.has(key))
  const order = pick<readonly string[]>({ base: common(base), mine: common(mine), theirs: common(theirs) }, () =>
    decide({ kind: 'order' }),
  )
  const leads = same(order, common(theirs)) ? 'theirs' : 'mine'
  const [first, second] = leads === 'theirs' ? [theirs, mine] : [mine, theirs]
  const keys = [...first.keys()].filter(key => kept.has(key))
  let before: string | undefined
  for (const key of second.keys()) {
    if (!kept.has(key)) continue
    // Where it stood in the other list: behind the same one.
    if (!first.has(key)) keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key)
    before = key
  }
  return keys.flatMap(key => kept.get(key) ?? [])
}
