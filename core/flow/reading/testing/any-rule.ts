/** Rules of every shape over a catalogue, with values of the types that it gives. */
import fc from 'fast-check'
import type { CatalogueDescription, Look, ParamDescription, ValueType } from '../../description.ts'
import { type Condition, type Rule, stages } from '../../rule.ts'
import { weekdays } from '../values.ts'
import type { Names } from '../vocabulary.ts'

const text = fc.constantFrom('Olof', 'Bergs Bygg AB', 'lunch')

function one(type: ValueType, { values }: Names): fc.Arbitrary<unknown> {
  const known = values[type.kind]?.map(({ value }) => value)
  if (known && known.length > 0) return fc.constantFrom(...known)
  switch (type.kind) {
    case 'boolean':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...(type.choices ?? []).map(({ value }) => value))
    case 'number':
    case 'duration':
      return fc.integer({ min: type.least ?? 0, max: type.most ?? 900 })
    case 'phone-number':
      return fc.constantFrom('1000', '+46701740607', '*7', '1177')
    case 'country':
      return fc.constantFrom('SE', 'NO', 'DE')
    case 'moment':
      return fc.constantFrom('2026-10-09T12:10:00.000Z', '2026-12-31T23:59:00.000Z')
    case 'time-of-day':
      return fc.constantFrom('08:00', '15:30')
    case 'date':
      return fc.constantFrom('2026-12-24', '2026-06-19')
    case 'weekday':
      return fc.constantFrom(...Object.keys(weekdays))
    case 'phrase':
      return fc.constantFrom({ sv: 'Vi har stängt.', en: 'We are closed.' }, { sv: 'Hej', en: 'Hello' })
    default:
      return text
  }
}

function leafOf(fact: string, { path, operators, type }: Look, names: Names): fc.Arbitrary<Condition> {
  return fc.constantFrom(...operators).chain(operator => {
    const single = one(type, names)
    const isList = operator === 'in' || operator === 'notIn'
    return (isList ? fc.array(single, { minLength: 1, maxLength: 3 }) : single).map(value => ({
      ...{ fact, operator, value },
      ...(path !== undefined && { path }),
    }))
  })
}

function conditionsOf({ facts }: CatalogueDescription, names: Names, depth: number): fc.Arbitrary<Condition> {
  const leaves = facts.flatMap(({ name, looks }) =>
    looks.filter(({ operators }) => operators.length > 0).map(look => leafOf(name, look, names)),
  )
  const leaf = fc.oneof(...leaves)
  if (depth === 0) return leaf
  const part = conditionsOf({ facts, events: [], actions: [], operators: [] }, names, depth - 1)
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(part, { maxLength: 3 }).map(all => ({ all })) },
    { weight: 1, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map(any => ({ any })) },
    { weight: 1, arbitrary: part.map(not => ({ not })) },
  )
}

function paramsOf(params: readonly ParamDescription[], names: Names): fc.Arbitrary<Record<string, unknown>> {
  const given = params.map(({ name, type, required }) => {
    const value = one(type, names)
    return (required ? value : fc.option(value, { nil: undefined })).map(found => [name, found] as const)
  })
  return fc
    .tuple(...given)
    .map(all => Object.fromEntries((all as (readonly [string, unknown])[]).filter(([, value]) => value !== undefined)))
}

export function anyRule(catalogue: CatalogueDescription, names: Names): fc.Arbitrary<Rule> {
  const call = fc
    .constantFrom(...catalogue.actions)
    .chain(({ name, params }) => paramsOf(params, names).map(given => ({ type: name, params: given })))
  const part = conditionsOf(catalogue, names, 2)
  const parts = fc.array(part, { maxLength: 4 })
  return fc
    .record({
      on: fc.constantFrom(...catalogue.events.map(({ name }) => name)),
      stage: fc.constantFrom(...stages),
      conditions: fc.oneof(
        { weight: 3, arbitrary: parts.map(all => ({ all })) },
        fc.array(part, { minLength: 1, maxLength: 4 }).map(any => ({ any })),
        part.map(not => ({ not })),
      ),
      event: call,
      also: fc.array(call, { maxLength: 2 }),
      whenUnknown: fc.option(fc.constant('holds' as const), { nil: undefined }),
    })
    .map(({ whenUnknown, ...rule }) => ({
      ...{ name: 'rule', title: { sv: 'regel', en: 'rule' }, scope: 'organisation' as const },
      ...rule,
      ...(whenUnknown && { whenUnknown }),
    }))
}
