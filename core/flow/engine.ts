/**
 * json-rules-engine, and nothing else in Svara, evaluates rules. Here its two values become three: a condition whose fact is
 * unknown is neither true nor false, and a rule that throws is skipped.
 */
import { Almanac, Engine } from 'json-rules-engine'
import type { Known, Seen, SeenTree } from './decision.ts'
import type { Facts } from './facts.ts'
import { operators } from './operators.ts'
import type { Condition, PlacedRule } from './rule.ts'
import { equalities } from './selection.ts'
import { valueAt } from './value.ts'

/** Stands in for a value that nobody knows; no operator finds it equal to anything. */
class NotKnown {
  readonly known: Known
  constructor(known: Known) {
    this.known = known
  }
}

/** Values come from our facts, without the library's registration of each fact in each run. */
class FactAlmanac extends Almanac {
  readonly #facts: Facts

  constructor(facts: Facts) {
    super()
    this.#facts = facts
  }

  override factValue<Value>(name: string, params?: Record<string, unknown>, path?: string): Promise<Value> {
    const answer = this.#facts.read(name, params)
    const value = answer instanceof Promise ? answer.then(known => at(known, path)) : Promise.resolve(at(answer, path))
    return value as Promise<Value>
  }
}

function at(known: Known, path: string | undefined): unknown {
  if (!known.known) return new NotKnown(known)
  if (!path) return known.value
  return valueAt(known.value, path)
}

export interface Result {
  /** Undefined when it can't be known. */
  readonly held: boolean | undefined
  readonly conditions?: SeenTree
  /** Set for a rule that threw. */
  readonly error?: string
}

/** Whether a rule holds. Never throws or rejects. */
export function tryRule(placed: PlacedRule, facts: Facts): Result | Promise<Result> {
  const missed = missedEquality(placed, facts)
  return missed ? { held: false, conditions: { all: [missed], held: false } } : evaluated(placed, facts)
}

/**
 * An equality, side by side in the outermost `all`, that is known to be false: then the rule can't hold, whatever else it wants,
 * and most rules that are tried end here. Only what is in memory is asked: what must be waited for is the engine's to ask.
 */
function missedEquality(placed: PlacedRule, facts: Facts): Seen | undefined {
  for (const { fact, params, path, value } of equalities(placed)) {
    const answer = facts.read(fact, params)
    if (answer instanceof Promise || !answer.known) return undefined
    const seen = path ? valueAt(answer.value, path) : answer.value
    if (seen === value) continue
    return { fact, params, path, operator: 'equal', wanted: value, saw: { known: true, value: seen }, held: false }
  }
  return undefined
}

/** Engines not in use. Status lives on the Engine: two runs must never share one. */
const idle = new WeakMap<PlacedRule, Engine[]>()

function newEngine({ rule }: PlacedRule): Engine {
  const engine = new Engine([], { allowUndefinedFacts: false })
  for (const [name, { compare }] of Object.entries(operators)) if (compare) engine.addOperator(name, compare)
  engine.addRule({ name: rule.name, conditions: rule.conditions as never, event: { type: 'rule' } })
  return engine
}

async function evaluated(placed: PlacedRule, facts: Facts): Promise<Result> {
  const pool = idle.get(placed) ?? []
  idle.set(placed, pool)
  const engine = pool.pop() ?? newEngine(placed)
  try {
    const { results, failureResults } = await engine.run(undefined, { almanac: new FactAlmanac(facts) })
    if (pool.length < 64) pool.push(engine)
    const [result] = [...results, ...failureResults]
    if (!result) throw new Error('json-rules-engine gave no result')
    const conditions = seenTree(result.conditions as EvaluatedCondition)
    return { held: conditions.held, conditions }
  } catch (error) {
    return { held: false, error: error instanceof Error ? error.message : String(error) }
  }
}

/** A condition as json-rules-engine leaves it after a run. */
type EvaluatedCondition = Condition & {
  readonly result?: boolean
  readonly factResult?: unknown
  readonly valueResult?: unknown
}

/** Kleene's three-valued all, any and not over what was seen. */
function seenTree(condition: EvaluatedCondition): SeenTree & { held: boolean | undefined } {
  if ('all' in condition) {
    const all = condition.all.map(part => seenTree(part as EvaluatedCondition))
    const held = all.some(part => part.held === false)
      ? false
      : all.some(part => part.held === undefined)
        ? undefined
        : true
    return { all, held }
  }
  if ('any' in condition) {
    const any = condition.any.map(part => seenTree(part as EvaluatedCondition))
    const held = any.some(part => part.held) ? true : any.some(part => part.held === undefined) ? undefined : false
    return { any, held }
  }
  if ('not' in condition) {
    const not = seenTree(condition.not as EvaluatedCondition)
    return { not, held: not.held === undefined ? undefined : !not.held }
  }
  return seenLeaf(condition)
}

function seenLeaf(condition: Extract<EvaluatedCondition, { fact: string }>): Seen {
  const { factResult, valueResult } = condition
  const saw: Known = factResult instanceof NotKnown ? factResult.known : { known: true, value: factResult }
  const unknown = factResult instanceof NotKnown || valueResult instanceof NotKnown
  return {
    fact: condition.fact,
    ...(condition.params && { params: condition.params }),
    ...(condition.path && { path: condition.path }),
    operator: condition.operator,
    wanted: valueResult instanceof NotKnown ? undefined : valueResult,
    saw,
    held: unknown ? undefined : condition.result === true,
  }
}
