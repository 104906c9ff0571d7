/**
 * Decisions a second for 10, 1,000 and 100,000 rules over 1,000 people, beside one plain json-rules-engine with the same rules, and beside
 * the same conditions compiled by json-logic-engine: all of them, as the plain engine has them, and those alone that an index leaves.
 */
import { Engine } from 'json-rules-engine'
import { installStandard, standardRules } from '../../config/standard-rules.ts'
import { factsBeside } from '../../core/flow/beside.ts'
import { decide } from '../../core/flow/decide.ts'
import { factsFor } from '../../core/flow/facts.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import { operators } from '../../core/flow/operators.ts'
import type { Rule } from '../../core/flow/rule.ts'
import { ruleIndex } from '../../core/flow/rules.ts'
import { valueAt } from '../../core/flow/value.ts'
import { catalogueWith, contracts } from '../harness/cases.ts'
import { facts, inMemory } from './facts.ts'
import { ms, perSecond, quantiles, table } from './figures.ts'
import { type Compiled, compiled, nested } from './json-logic.ts'
import { people, personId, personRule } from './rules.ts'

const data = nested(facts)

interface Ours {
  /** A decision. */
  readonly samples: readonly number[]
  /** Looking beside it for what a replay may ask. */
  readonly beside: readonly number[]
  /** The rules of a person's ladder, compiled: the first that holds. */
  readonly compiled: readonly number[]
  /** JSON of a decision without and with what stands beside it. */
  readonly bytes: readonly [number, number]
}

async function indexed(count: number): Promise<Ours> {
  const { plugins, definitions } = await contracts()
  const catalogue = inMemory(catalogueWith(definitions, facts))
  const index = ruleIndex(catalogue)
  installStandard(await standardRules(plugins), index, catalogue)
  for (let person = 0; person < people; person += 1) {
    const own = []
    for (let at = person; at < count; at += people) {
      const rule = personRule(at)
      const owner = { scope: 'person', organisation: 'org', owner: personId(at) } as const
      own.push({ ...owner, on: rule.on, position: own.length, source: JSON.stringify(rule) })
    }
    index.replace('person', 'org', personId(person), own)
  }
  const samples: number[] = []
  const beside: number[] = []
  const logic: number[] = []
  let bytes: [number, number] = [0, 0]
  const ladders = new Map<string, readonly Compiled[]>()
  for (let run = 0; run < 12_000; run += 1) {
    const person = personId(run * 7919)
    const occurrence: Occurrence = {
      id: String(run),
      type: 'call.incoming',
      organisation: 'org',
      at: new Date(),
      subject: String(run),
      scope: { person },
      parties: {},
      data: {},
      depth: 0,
    }
    const reader = factsFor(catalogue, occurrence)
    const began = performance.now()
    const decision = await decide(occurrence, { catalogue, rules: index, facts: reader })
    samples.push(performance.now() - began)
    reader.end()
    const looked = performance.now()
    const more = factsBeside(catalogue, occurrence, decision.facts ?? [])
    beside.push(performance.now() - looked)
    if (run === 0)
      bytes = [decision, { ...decision, beside: more }].map(one => JSON.stringify(one).length) as [number, number]
    const { route } = index.ladder(occurrence)
    const ladder = ladders.get(person) ?? route.flatMap(rung => rung.rules.map(({ rule }) => compiled(rule.conditions)))
    ladders.set(person, ladder)
    const tried = performance.now()
    // So often that the clock's own grain doesn't count.
    for (let time = 0; time < 20; time += 1) ladder.find(holds => holds(data))
    logic.push((performance.now() - tried) / 20)
  }
  // The first thousand compile each person's rules.
  return { samples: samples.slice(2000), beside: beside.slice(2000), compiled: logic.slice(2000), bytes }
}

/** All rules in one engine: event and person are two more conditions of each. */
async function plain(count: number): Promise<readonly number[]> {
  const { plugins } = await contracts()
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: valueAt })
  for (const [name, { compare }] of Object.entries(operators)) if (compare) engine.addOperator(name, compare)
  const only = (rule: Rule, owner?: string) => [
    { fact: 'event', operator: 'equal', value: rule.on },
    ...(owner === undefined ? [] : [{ fact: 'person', operator: 'equal', value: owner }]),
  ]
  const add = (rule: Rule, owner?: string) =>
    engine.addRule({
      conditions: { all: [...only(rule, owner), rule.conditions] } as never,
      event: { type: rule.name },
    })
  for (const rule of await standardRules(plugins)) add(rule)
  for (let at = 0; at < count; at += 1) add(personRule(at), personId(at))
  const samples: number[] = []
  const runs = Math.max(3, Math.min(2000, Math.round(200_000 / (count + 30))))
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await engine.run({ ...facts, event: 'call.incoming', person: personId(run * 7919) })
    samples.push(performance.now() - began)
  }
  return samples.length > 10 ? samples.slice(Math.floor(samples.length / 5)) : samples
}

/** All rules, compiled, each with its event and its person as two more conditions. */
async function compiledAll(count: number): Promise<readonly number[]> {
  const { plugins } = await contracts()
  const only = (rule: Rule, owner?: string) => ({
    all: [
      { fact: 'event', operator: 'equal', value: rule.on },
      ...(owner === undefined ? [] : [{ fact: 'person', operator: 'equal', value: owner }]),
      rule.conditions,
    ],
  })
  const rules = (await standardRules(plugins)).map(rule => compiled(only(rule)))
  for (let at = 0; at < count; at += 1) rules.push(compiled(only(personRule(at), personId(at))))
  const samples: number[] = []
  for (let run = 0; run < Math.max(5, Math.min(2000, Math.round(2_000_000 / (count + 30)))); run += 1) {
    const asked = { ...data, event: 'call.incoming', person: personId(run * 7919) }
    const began = performance.now()
    rules.filter(holds => holds(asked))
    samples.push(performance.now() - began)
  }
  return samples.slice(Math.floor(samples.length / 5))
}

const rate = (samples: readonly number[]) => (samples.length / samples.reduce((sum, one) => sum + one, 0)) * 1000

export async function bench(): Promise<void> {
  const rows: string[][] = []
  const costs: string[][] = []
  for (const count of [10, 1000, 100_000]) {
    const ours = await indexed(count)
    const reference = await plain(count)
    const everything = quantiles(await compiledAll(count))
    const [a, b, few, beside] = [ours.samples, reference, ours.compiled, ours.beside].map(quantiles)
    if (!a || !b || !few || !beside) continue
    rows.push([
      count.toLocaleString('en'),
      ...[perSecond(rate(ours.samples)), µs(a.p50), µs(a.p99)],
      ...[perSecond(rate(reference)), µs(b.p50)],
      ...[µs(everything.p50), µs(few.p50), (a.p50 / few.p50).toFixed(1)],
    ])
    const [bare, whole] = ours.bytes
    costs.push([count.toLocaleString('en'), µs(beside.p50), µs(beside.p99), `${bare} B`, `${whole} B`])
  }
  const logic = ['json-logic, all', 'json-logic, the ladder', 'times that']
  table(['rules', 'Svara', 'p50', 'p99', 'plain json-rules-engine', 'p50', ...logic], rows)
  process.stdout.write('\nWhat a replay may ask, read and written beside it:\n\n')
  table(['rules', 'p50', 'p99', 'a decision', 'with it'], costs)
}

const µs = (milliseconds: number) => (milliseconds < 1 ? `${(milliseconds * 1000).toFixed(1)} µs` : ms(milliseconds))
