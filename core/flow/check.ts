/** What is wrong with a rule before it may decide anything: words that nobody declared, arguments that don't fit. */
import { z } from 'zod'
import type { ActionCall, FactDefinition } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import { operators } from './operators.ts'
import { type Condition, isReference, type Reference, type Rule } from './rule.ts'

export interface Problem {
  /** Key of its words. */
  readonly code:
    | 'rule.event'
    | 'rule.fact'
    | 'rule.operator'
    | 'rule.params'
    | 'rule.action'
    | 'rule.any-empty'
    | 'rule.value'
    | 'rule.stage'
  /** Where in the rule, as a path ("conditions.all.0.fact"). */
  readonly field: string
  readonly details: Readonly<Record<string, unknown>>
}

export const problems = (rule: Rule, catalogue: Catalogue): readonly Problem[] => [...all(rule, catalogue)]

function* all(rule: Rule, catalogue: Catalogue): Generator<Problem> {
  // A person's rules are tried before the organisation's: in this stage they would take away what binds everybody, as a limit of costs.
  if (rule.scope === 'person' && rule.stage === 'guard') {
    yield { code: 'rule.stage', field: 'stage', details: { stage: rule.stage } }
  }
  if (!catalogue.events.has(rule.on)) yield { code: 'rule.event', field: 'on', details: { event: rule.on } }
  yield* inCondition(rule.conditions, 'conditions', catalogue)
  yield* inAction(rule.event, 'event', catalogue)
  for (const [index, call] of (rule.also ?? []).entries()) yield* inAction(call, `also.${index}`, catalogue)
}

function* inCondition(condition: Condition, field: string, catalogue: Catalogue): Generator<Problem> {
  if ('fact' in condition) {
    const { operator } = condition
    if (!Object.hasOwn(operators, operator)) {
      yield { code: 'rule.operator', field: `${field}.operator`, details: { operator } }
    }
    // A value that nobody has chosen yet: no fact is ever equal to it.
    if (condition.value === null || condition.value === undefined) {
      yield { code: 'rule.value', field: `${field}.value`, details: { fact: condition.fact } }
    }
    yield* inReference(condition, field, catalogue)
    const paths = catalogue.facts.get(condition.fact)?.definition.paths ?? {}
    // What a rule compares the trace must be able to say.
    if (condition.path !== undefined && !Object.hasOwn(paths, condition.path)) {
      yield { code: 'rule.fact', field: `${field}.path`, details: { fact: condition.fact, path: condition.path } }
    }
  } else if ('not' in condition) {
    yield* inCondition(condition.not, `${field}.not`, catalogue)
  } else {
    const name = 'all' in condition ? 'all' : 'any'
    const parts = 'all' in condition ? condition.all : condition.any
    // json-rules-engine takes an empty `any` as true; nobody who reads "any of nothing" would.
    if (name === 'any' && parts.length === 0) yield { code: 'rule.any-empty', field, details: {} }
    for (const [index, part] of parts.entries()) yield* inCondition(part, `${field}.${name}.${index}`, catalogue)
  }
}

function* inReference(
  { fact, params, path, optional }: Reference,
  field: string,
  catalogue: Catalogue,
): Generator<Problem> {
  const definition = catalogue.facts.get(fact)?.definition
  if (!definition && optional) return
  if (!definition) {
    yield { code: 'rule.fact', field: `${field}.fact`, details: { fact } }
    return
  }
  if (path !== undefined && !hasPath(definition, path)) {
    yield { code: 'rule.fact', field: `${field}.path`, details: { fact, path } }
  }
  if (!definition.params.safeParse(params ?? {}).success) {
    yield { code: 'rule.params', field: `${field}.params`, details: { fact } }
  }
}

function* inAction({ type, params = {} }: ActionCall, field: string, catalogue: Catalogue): Generator<Problem> {
  const action = catalogue.actions.get(type)
  if (!action) {
    yield { code: 'rule.action', field: `${field}.type`, details: { action: type } }
    return
  }
  for (const [name, value] of Object.entries(params)) {
    if (isReference(value)) yield* inReference(value, `${field}.params.${name}`, catalogue)
  }
  // What is read from facts can't be checked before the call; the rest can.
  for (const { path, message } of action.definition.args.safeParse(params).error?.issues ?? []) {
    const name = String(path[0] ?? '')
    if (isReference(params[name])) continue
    yield { code: 'rule.params', field: `${field}.params.${name}`, details: { action: type, why: message } }
  }
}

/** Whether values of the fact can have something at the path. */
function hasPath({ value }: FactDefinition, path: string): boolean {
  type Schema = { properties?: Record<string, Schema>; type?: string }
  let here: Schema | undefined = z.toJSONSchema(value, { unrepresentable: 'any' }) as Schema
  for (const name of path.split('.').slice(1)) here = here?.properties?.[name]
  return here !== undefined
}
