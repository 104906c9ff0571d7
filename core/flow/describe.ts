/** The catalogue as plain data, read from the definitions' schemas: what stands there once serves check, editor, sentences and analysis. */
import { z } from 'zod'
import type { ActionDefinition, EventDefinition, FactDefinition, Phrase } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import {
  type ActionDescription,
  type CatalogueDescription,
  type EventDescription,
  type FactDescription,
  type Look,
  type OperatorDescription,
  type ParamDescription,
  type ValueKind,
  type ValueType,
  valueKinds,
} from './description.ts'
import { operators } from './operators.ts'

/** What is used of JSON Schema 2020-12, and of what `.meta()` adds to it. */
/** What is used of JSON Schema 2020-12, with what `.meta` adds. */
export interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly const?: unknown
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
  readonly kind?: unknown
  readonly say?: Phrase
}

type Values = Readonly<Record<string, Phrase>>

export function describe(catalogue: Catalogue): CatalogueDescription {
  return {
    events: [...catalogue.events.values()].map(event => eventOf(event, catalogue.trials.has(event.name))),
    facts: [...catalogue.facts.values()].map(({ definition }) => factOf(definition)),
    actions: [...catalogue.actions.values()].map(({ definition }) => actionOf(definition)),
    operators: Object.entries(operators).map(
      ([name, { say, not }]): OperatorDescription => ({ name, say, not, list: name === 'in' || name === 'notIn' }),
    ),
  }
}

function eventOf({ name, say, otherwise, roles = {}, clauses = [], implied = false }: EventDefinition, trial: boolean) {
  return {
    ...{ name, say, route: otherwise !== undefined, trial, clauses, implied },
    roles: Object.entries(roles).map(([role, words]) => ({ name: role, say: words })),
  } satisfies EventDescription
}

function factOf({ name, say, params, value, paths = {}, values = {}, reads = {}, events }: FactDefinition) {
  const whole = schemaOf(value, 'output')
  const look = (path: string): Look => {
    const words = reads[path]
    const type = {
      ...typeOf(at(whole, path), { ...values, ...words?.values }),
      ...(isOptional(whole, path) && { optional: true as const }),
    }
    // What the trace has no words for a condition may not compare (check.ts).
    const compared = path === '$' || Object.hasOwn(paths, path)
    return {
      ...(path !== '$' && { path }),
      say: paths[path] ?? words?.noun ?? say,
      ...{ type, operators: compared ? operatorsFor(type) : [] },
      ...(words && { reads: words }),
    }
  }
  const isThing = typeOf(whole, values).kind !== 'other'
  const deeper = new Set([...Object.keys(paths), ...Object.keys(reads)])
  deeper.delete('$')
  return {
    ...{ name, say, params: paramsOf(params, {}) },
    looks: [...(isThing ? ['$'] : []), ...deeper].map(look),
    ...(events && { events }),
  } satisfies FactDescription
}

function actionOf({ name, say, reads, route, args, values, readValues, events, sends }: ActionDefinition) {
  return {
    ...{ name, say, route, params: paramsOf(args, { ...values, ...readValues }) },
    ...(reads && { reads }),
    ...(events && { events }),
    ...(sends && { sends }),
  } satisfies ActionDescription
}

function paramsOf(schema: z.ZodType, values: Values): ParamDescription[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') ?? {}
  return Object.entries(properties).map(([name, one]) => ({
    name,
    say: one.say ?? { sv: name, en: name },
    type: typeOf(one, values),
    required: required.includes(name),
    ...(one.default !== undefined && { standard: one.default }),
  }))
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io }) as Schema | undefined

function at(whole: Schema | undefined, path: string): Schema | undefined {
  return path
    .split('.')
    .slice(1)
    .reduce((here: Schema | undefined, name) => here?.properties?.[name], whole)
}

/** Whether anything on the way there may be missing. */
function isOptional(whole: Schema | undefined, path: string): boolean {
  let here = whole
  for (const name of path.split('.').slice(1)) {
    if (here?.required?.includes(name) !== true) return true
    here = here.properties?.[name]
  }
  return false
}

function typeOf(schema: Schema | undefined, values: Values): ValueType {
  if (schema?.type === 'array') return { ...typeOf(schema.items, values), list: true }
  const kind = kindOf(schema)
  const { minimum, maximum } = schema?.anyOf ? bounds(schema.anyOf) : (schema ?? {})
  return {
    kind,
    ...(schema?.type === 'integer' && { whole: true as const }),
    ...(kind === 'choice' && { choices: (schema?.enum ?? []).map(one => choice(String(one), values)) }),
    ...(isNumeric(kind) && minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && { least: minimum }),
    ...(isNumeric(kind) && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { most: maximum }),
  }
}

const isNumeric = (kind: ValueKind) => kind === 'number' || kind === 'duration'

const choice = (value: string, values: Values) => ({ value, say: values[value] ?? { sv: value, en: value } })

function kindOf(schema: Schema | undefined): ValueKind {
  const { kind, type, enum: choices, format, properties, anyOf } = schema ?? {}
  const said = valueKinds.find(one => one === kind)
  if (said) return said
  if (choices) return 'choice'
  if (type === 'boolean') return 'boolean'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'string') return format === 'date-time' ? 'moment' : 'text'
  if (properties && 'sv' in properties && 'en' in properties) return 'phrase'
  return anyOf?.every(one => kindOf(one) === 'number') ? 'number' : 'other'
}

/** The least and the most of several ranges. */
function bounds(parts: readonly Schema[]): Pick<Schema, 'minimum' | 'maximum'> {
  const ends = parts.flatMap(({ minimum, maximum, const: only }) => [minimum, maximum, only])
  const numbers = ends.filter(one => typeof one === 'number')
  return numbers.length === 0 ? {} : { minimum: Math.min(...numbers), maximum: Math.max(...numbers) }
}

const equality = ['equal', 'notEqual', 'in', 'notIn'] as const
const order = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const

function operatorsFor({ kind, list }: ValueType): readonly string[] {
  if (list) return ['contains', 'doesNotContain']
  switch (kind) {
    case 'boolean':
      return ['equal']
    case 'number':
    case 'duration':
      return ['equal', ...order, 'notEqual']
    case 'time-of-day':
      return ['after', 'before']
    case 'moment':
      return ['before', 'after']
    case 'date':
      return [...equality, 'before', 'after']
    case 'phone-number':
    case 'text':
      return [...equality, 'startsWith']
    case 'phrase':
    case 'other':
      return []
    default:
      return equality
  }
}
