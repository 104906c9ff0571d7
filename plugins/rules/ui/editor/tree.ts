/** A rule's JSON, changed at a place in it: pure. The sentence and the JSON view are both of this one value. */
import type { Condition, Rule } from '../../../../core/flow/rule.ts'

/** Keys from the rule downwards: ["conditions", "all", 0]. */
export type Place = readonly (string | number)[]

export const fieldOf = (place: Place): string => place.join('.')

export function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (here, key) => (here as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    value,
  )
}

/** A copy with another value there; `undefined` takes the key away. */
export function put<Value>(value: Value, place: Place, next: unknown): Value {
  const [key, ...rest] = place
  if (key === undefined) return next as Value
  if (Array.isArray(value)) {
    const list = [...(value as unknown[])]
    list[Number(key)] = put(list[Number(key)], rest, next)
    return list as Value
  }
  const { [key]: before, ...others } = value as Readonly<Record<string | number, unknown>>
  const after = put(before, rest, next)
  if (after === undefined) return others as Value
  // In its place, so that the JSON stays in the order in which it was written.
  const keys = Object.keys(value as object)
  if (!keys.includes(String(key))) return { ...others, [key]: after } as Value
  return Object.fromEntries(keys.map(name => [name, name === String(key) ? after : others[name]])) as Value
}

/** How the parts of a group are joined. `none`: `not` around them, the way json-rules-engine has it. */
export type Join = 'all' | 'any' | 'none'

export interface Group {
  readonly join: Join
  /** Each part with its place from the group downwards. */
  readonly parts: readonly { readonly place: Place; readonly condition: Condition }[]
}

const listed = (key: 'all' | 'any', list: readonly Condition[], under: Place = []): Group['parts'] =>
  list.map((condition, index) => ({ place: [...under, key, index], condition }))

/** Undefined for what is no group: a fact that is compared, or a condition by its name. */
export function groupOf(condition: Condition): Group | undefined {
  if ('all' in condition) return { join: 'all', parts: listed('all', condition.all) }
  if ('any' in condition) return { join: 'any', parts: listed('any', condition.any) }
  if (!('not' in condition)) return undefined
  const { not } = condition
  if ('any' in not) return { join: 'none', parts: listed('any', not.any, ['not']) }
  return { join: 'none', parts: [{ place: ['not'], condition: not }] }
}

export function groupWith(join: Join, conditions: readonly Condition[]): Extract<Condition, object> {
  const list = [...conditions]
  if (join === 'all') return { all: list }
  if (join === 'any') return { any: list }
  const [only] = list
  return list.length === 1 && only ? { not: only } : { not: { any: list } }
}

/** `group` is where the group stands. */
export function withPart(rule: Rule, group: Place, part: Condition): Rule {
  const found = groupOf(at(rule, group) as Condition)
  if (!found) return rule
  return put(rule, group, groupWith(found.join, [...found.parts.map(({ condition }) => condition), part]))
}

/** Takes out the part with this number. What is left of a group inside another may be nothing: then it goes too. */
export function withoutPart(rule: Rule, group: Place, index: number): Rule {
  const found = groupOf(at(rule, group) as Condition)
  if (!found) return rule
  const left = found.parts.filter((_, place) => place !== index).map(({ condition }) => condition)
  // The outermost stays, and with nothing in it always holds.
  if (left.length === 0 && group.length === 1) return put(rule, group, { all: [] })
  return put(rule, group, groupWith(found.join, left))
}

export function joined(rule: Rule, group: Place, join: Join): Rule {
  const found = groupOf(at(rule, group) as Condition)
  return found
    ? put(
        rule,
        group,
        groupWith(
          join,
          found.parts.map(({ condition }) => condition),
        ),
      )
    : rule
}

/** One place up (-1) or down (1) among the parts of its group. */
export function withPartMoved(rule: Rule, group: Place, index: number, by: -1 | 1): Rule {
  const found = groupOf(at(rule, group) as Condition)
  if (!found) return rule
  return put(
    rule,
    group,
    groupWith(
      found.join,
      moved(
        found.parts.map(({ condition }) => condition),
        index,
        index + by,
      ),
    ),
  )
}

/** A copy in which the one at `from` stands at `to`; the same list where it can't. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length || from === to) return list
  return list.toSpliced(from, 1).toSpliced(to, 0, item)
}
