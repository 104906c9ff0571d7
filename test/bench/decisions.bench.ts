/** Decisions a second for 10, 1,000 and 100,000 rules over 1,000 people, beside one plain json-rules-engine with the same rules. */
import { Engine } from 'json-rules-engine'
import { installStandard, standardRules } from '../../config/standard-rules.ts'
import { decide } from '../../core/flow/decide.ts'
import { factsFor } from '../../core/flow/facts.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import { operators } from '../../core/flow/operators.ts'
import type { Rule } from '../../core/flow/rule.ts'
import { ruleIndex } from '../../core/flow/rules.ts'
import { valueAt } from '../../core/flow/value.ts'
import { catalogueWith, contracts } from '../harness/cases.ts'
import { ms, perSecond, quantiles, table } from './figures.ts'
import { people, personId, personRule } from './rules.ts'

const facts: Record<string, unknown> = {
  call: {
    kind: 'person',
    hidden: false,
    callerNumber: '+46701740607',
    dialled: '+46846500401',
    diversions: 0,
    language: 'sv',
  },
  'directory.person': {
    id: 'p',
    name: 'Anna Svensson',
    short: '1001',
    team: 'Försäljning',
    role: 'member',
    plan: 'Pro',
    language: 'sv',
  },
  'directory.open': { open: true, applies: false, reason: 'open' },
  'directory.colleague': false,
  'contacts.caller': { known: true, name: 'Olof Berg', vip: false, blocked: false, favourite: false },
  'presence.activity': {
    key: 'available',
    name: { sv: '', en: '' },
    spoken: { sv: '', en: '' },
    closesPhone: false,
  },
  'calls.line': { state: 'idle' },
  'calls.reachable': true,
}

async function indexed(count: number): Promise<readonly number[]> {
  const { plugins, definitions } = await contracts()
  const catalogue = catalogueWith(definitions, facts)
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
    await decide(occurrence, { catalogue, rules: index, facts: reader })
    samples.push(performance.now() - began)
    reader.end()
  }
  // The first thousand compile each person's rules.
  return samples.slice(2000)
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

const rate = (samples: readonly number[]) => (samples.length / samples.reduce((sum, one) => sum + one, 0)) * 1000

export async function bench(): Promise<void> {
  const rows: string[][] = []
  for (const count of [10, 1000, 100_000]) {
    const ours = await indexed(count)
    const reference = await plain(count)
    const [a, b] = [quantiles(ours), quantiles(reference)]
    rows.push([
      count.toLocaleString('en'),
      perSecond(rate(ours)),
      ms(a.p50),
      ms(a.p99),
      perSecond(rate(reference)),
      ms(b.p50),
      ms(b.p99),
    ])
  }
  table(['rules', 'Svara', 'p50', 'p99', 'plain json-rules-engine', 'p50', 'p99'], rows)
}
