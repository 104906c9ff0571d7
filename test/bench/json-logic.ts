/** The same conditions, compiled by json-logic-engine: what it costs to know whether they hold, and nothing else. */
import { LogicEngine } from 'json-logic-engine'
import { operators } from '../../core/flow/operators.ts'
import type { Condition } from '../../core/flow/rule.ts'

const names: Readonly<Record<string, string>> = {
  equal: '===',
  notEqual: '!==',
  in: 'in',
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

const engine = new LogicEngine()
for (const [name, { compare }] of Object.entries(operators)) {
  if (compare) engine.addMethod(name, ([left, right]: [unknown, unknown]) => compare(left, right))
}

function logic(condition: Condition): unknown {
  if ('all' in condition) return { and: condition.all.map(logic) }
  if ('any' in condition) return { or: condition.any.map(logic) }
  if ('not' in condition) return { '!': [logic(condition.not)] }
  const { fact, path = '$', operator, value } = condition
  return { [names[operator] ?? operator]: [{ var: `${fact}${path.slice(1)}` }, value] }
}

export type Compiled = (facts: object) => unknown

/** An empty `and` is nothing to json-logic: it holds. */
export const compiled = (condition: Condition): Compiled =>
  'all' in condition && condition.all.length === 0
    ? () => true
    : (engine.build(logic(condition) as never) as unknown as Compiled)

/** Facts by their names' parts, as json-logic finds them: "directory.person" is `person` of `directory`. */
export function nested(facts: Readonly<Record<string, unknown>>): object {
  const all: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(facts)) {
    const parts = name.split('.')
    const last = parts.pop() ?? name
    let here = all
    for (const part of parts) {
      here[part] ??= {}
      here = here[part] as Record<string, unknown>
    }
    here[last] = value
  }
  return all
}
