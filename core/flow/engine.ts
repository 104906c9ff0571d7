/**
 * json-rules-engine, and nothing else in Svara, evaluates rules. Here its two values become three: a condition whose fact is
 * unknown is neither true nor false, and a rule that throws is skipped.
 */
import { Almanac, Engine, type Event, type RuleResult } from 'json-rules-engine'
import { LRUCache } from 'lru-cache'
import type { Known, Seen, SeenTree } from './decision.ts'
import type { Facts } from './facts.ts'
import { operators } from './operators.ts'
import type { Condition, PlacedRule, Rule } from './rule.ts'
import { type Selection, selection } from './selection.ts'

/** Stands in for a value that nobody knows; no operator finds it equal to anything. */
class NotKnown {
  readonly known: Known
  constructor(known: Known) {
    this.known = known
  }
}

/** Values come from our facts, and what a rule saw goes to our trace, without the library's per-run registration of each fact. */
class FactAlmanac extends Almanac {
  readonly #facts: Facts
  readonly #saw: (result: RuleResult) => boolean

  constructor(facts: Facts, saw: (result: RuleResult) => boolean) {
    super()
    this.#facts = facts
    this.#saw = saw
  }

  override factValue<Value>(name: string, params?: Record<string, unknown>, path?: string): Promise<Value> {
    const answer = this.#facts.read(name, params)
    const value = answer instanceof Promise ? answer.then(known => at(known, path)) : Promise.resolve(at(answer, path))
    return value as Promise<Value>
  }

  /** True when the search is over. */
  saw(result: RuleResult): boolean {
    return this.#saw(result)
  }
}

function at(known: Known, path: string | undefined): unknown {
  if (!known.known) return new NotKnown(known)
  if (!path) return known.value
  return valueAt(known.value, path)
}

/** The value at a simple path (`$.until`); undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value
  for (const name of path.split('.').slice(1)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined
    here = (here as Record<string, unknown>)[name]
  }
  return here
}

/** The rules of one stage of one owner for one event, compiled. */
export interface Rung {
  readonly rules: readonly PlacedRule[]
  readonly selection: Selection | undefined
  /** Engines not in use, by their rules: status lives on the Engine, so that two runs must never share one. */
  readonly free: LRUCache<readonly PlacedRule[], Engine[]>
}

export const compile = (rules: readonly PlacedRule[]): Rung => ({
  rules,
  selection: selection(rules),
  free: new LRUCache({ max: 8 }),
})

function newEngine(rules: readonly PlacedRule[]): Engine {
  const engine = new Engine([], { allowUndefinedFacts: false })
  for (const [name, { compare }] of Object.entries(operators)) if (compare) engine.addOperator(name, compare)
  for (const [index, { rule }] of rules.entries()) {
    // Descending, all different: rules are tried one after the other in the order of the list.
    engine.addRule(engineRule(rule, rules.length - index))
  }
  const seen = (_: Event, almanac: Almanac, result: RuleResult) => {
    if ((almanac as FactAlmanac).saw(result)) engine.stop()
  }
  engine.on('success', seen)
  engine.on('failure', seen)
  return engine
}

const engineRule = (rule: Rule, priority: number) => ({
  name: rule.name,
  priority,
  conditions: rule.conditions as never,
  event: { type: 'rule', params: {} },
})

export type Answer = 'stop' | 'go-on'
/** Hears of each rule as it is tried. `held` is undefined where it can't be known; `error` is set for one that threw. */
export type Tell = (
  rule: PlacedRule,
  tried: { held: boolean | undefined; conditions?: SeenTree; error?: string },
) => Answer

/** Hears of rules that can't hold, because each wants another value of one fact than it has. */
export type TellOthers = (rules: readonly PlacedRule[], seen: Seen) => void

/** Tries the rules of a rung from the top until told to stop. */
export async function climb(rung: Rung, facts: Facts, tell: Tell, others: TellOthers): Promise<Answer> {
  let rules = await standing(rung, facts, others)
  for (;;) {
    const { answer, thrown } = await run(rules, rung, facts, tell)
    if (thrown === undefined) return answer
    // The library goes on with the rules behind one that throws; they get their turn here, in order.
    const rule = rules[thrown.at]
    const after = rule ? tell(rule, { held: false, error: thrown.error }) : 'stop'
    if (after === 'stop') return after
    rules = rules.slice(thrown.at + 1)
  }
}

async function standing(rung: Rung, facts: Facts, others: TellOthers): Promise<readonly PlacedRule[]> {
  const { selection, rules } = rung
  if (!selection) return rules
  const { fact, params, path } = selection.leaf
  const known = await facts.read(fact, params)
  const saw: Known = known.known ? { known: true, value: path ? valueAt(known.value, path) : known.value } : known
  const left = selection.among(saw)
  if (left.length < rules.length) {
    const out = new Set(left)
    const wanted = 'another value'
    others(
      rules.filter(rule => !out.has(rule)),
      { ...selection.leaf, operator: 'equal', wanted, saw, held: false },
    )
  }
  return left
}

interface Run {
  readonly answer: Answer
  /** Where the run ended in an error. */
  readonly thrown?: { readonly at: number; readonly error: string }
}

async function run(rules: readonly PlacedRule[], { free }: Rung, facts: Facts, tell: Tell): Promise<Run> {
  if (rules.length === 0) return { answer: 'go-on' }
  const idle = free.get(rules) ?? []
  free.set(rules, idle)
  const engine = idle.pop() ?? newEngine(rules)
  let next = 0
  let answer: Answer = 'go-on'
  let listening = true
  const almanac = new FactAlmanac(facts, result => {
    const rule = rules[next]
    if (!listening || !rule) return true
    next += 1
    const conditions = seenTree(result.conditions as EvaluatedCondition)
    answer = tell(rule, { held: conditions.held, conditions })
    return answer === 'stop'
  })
  try {
    await engine.run(undefined, { almanac })
    if (idle.length < 64) idle.push(engine)
    return { answer }
  } catch (error) {
    listening = false
    return { answer, thrown: { at: next, error: error instanceof Error ? error.message : String(error) } }
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
