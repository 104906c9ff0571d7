import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Known } from '../decision.ts'
import { tryRule } from '../engine.ts'
import type { Facts } from '../facts.ts'
import type { Condition, PlacedRule, TopCondition } from '../rule.ts'
import { changed } from './finding.ts'
import { findings } from './index.ts'
import { placed, route, type Written, world } from './testing/world.ts'

const leaf = (fact: string, operator: string, value: unknown, path?: string): Condition => ({
  fact,
  operator,
  value,
  ...(path !== undefined && { path }),
})
const of = (rules: readonly Written[]) =>
  findings(world({ rules })).map(({ code, rules: [first, ...more] }) => [
    code,
    first?.name,
    more.map(({ name }) => name),
  ])

describe('a rule that can never win', () => {
  const late = leaf('clock', 'after', '16:00')
  const all = (...parts: Condition[]): TopCondition => ({ all: parts })

  test('contradicts itself', () => {
    const early = leaf('clock', 'before', '09:00')
    expect(of([{ name: 'both', conditions: all(late, early) }])).toEqual([['contradiction', 'both', []]])
    expect(of([{ name: 'either', conditions: { any: [late, early] } }])).toEqual([])
    expect(of([{ name: 'not a value', conditions: all(leaf('line', 'equal', 'humming', '$.state')) }])).toEqual([
      ['contradiction', 'not a value', []],
    ])
    expect(of([{ name: 'side', event: route('tell'), conditions: all(late, { not: late }) }])).toEqual([
      ['contradiction', 'side', []],
    ])
  })

  test('stands behind one that holds whenever it does', () => {
    const rules = [
      { name: 'late', conditions: all(late) },
      { name: 'later', conditions: all(leaf('clock', 'after', '17:30'), leaf('vip', 'equal', true)) },
    ]
    expect(of(rules)).toEqual([['shadowed', 'later', ['late']]])
    const [found] = findings(world({ rules }))
    expect(found?.severity).toBe('warn')
    expect(found?.say.sv).toBe('”later” nås aldrig: den står efter ”late”, som alltid gäller före den.')
    expect(found?.example?.facts).toContainEqual({ fact: 'vip', params: {}, saw: { known: true, value: true } })
    const change = found?.fix?.change
    if (!change) throw new Error('no fix')
    expect(change).toEqual({ kind: 'move', name: 'later', before: 'late' })
    const mended = changed(
      rules.map(one => placed(one).rule),
      change,
    )
    expect(findings(world({ rules: mended }))).toEqual([])
  })

  test('stands behind several that share out what it is about', () => {
    const rules = ['idle', 'ringing', 'in-call'].map(state => ({
      name: state,
      conditions: all(leaf('line', 'equal', state, '$.state')),
    }))
    const vip = all(leaf('vip', 'equal', true))
    expect(of([...rules, { name: 'vip', conditions: vip }])).toEqual([
      ['only-unknown', 'vip', ['idle', 'ringing', 'in-call']],
    ])
    expect(of([...rules, { name: 'last', stage: 'fallback' }])).toEqual([])
    expect(of([...rules.slice(1), { name: 'vip', conditions: vip }])).toEqual([])
    const busy = all(leaf('line', 'notEqual', 'idle', '$.state'))
    expect(of([...rules, { name: 'busy', conditions: busy }])).toEqual([['shadowed', 'busy', ['ringing', 'in-call']]])
  })

  test('is not one that another owner makes so for somebody else', () => {
    const always = { name: 'always', scope: 'person', owner: 'anna' } as const
    expect(of([always, { name: 'vip', conditions: all(leaf('vip', 'equal', true)) }])).toEqual([])
  })
})

/** Values of each fact that the conditions below could tell apart, and not knowing. */
const unknown: Known = { known: false, why: { sv: '?', en: '?' } }
const values: Record<string, readonly unknown[]> = {
  vip: [true, false],
  line: ['idle', 'ringing', 'in-call'].map(state => ({ state })),
  waiting: [0, 1, 2, 3, 4],
  who: ['+4670', '+46701', '+46702', '+4612', '112', '+33'],
}
const names = Object.keys(values)
const situations = names.reduce<Record<string, Known>[]>(
  (sofar, name) =>
    sofar.flatMap(one => [
      { ...one, [name]: unknown },
      ...(values[name] ?? []).map(value => ({ ...one, [name]: { known: true, value } as Known })),
    ]),
  [{}],
)

const anyLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.boolean().map(value => leaf('vip', 'equal', value)),
  fc
    .tuple(fc.constantFrom('equal', 'notEqual'), fc.constantFrom('idle', 'ringing', 'in-call'))
    .map(([operator, value]) => leaf('line', operator, value, '$.state')),
  fc
    .tuple(
      fc.constantFrom('lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive', 'equal'),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([operator, value]) => leaf('waiting', operator, value)),
  fc.subarray(['+4670', '+46701', '112'], { minLength: 1 }).map(value => leaf('who', 'in', value)),
  fc.constantFrom('+4670', '+46').map(value => leaf('who', 'startsWith', value)),
)
const anyCondition = fc.letrec<{ deep: Condition }>(tie => ({
  deep: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    anyLeaf,
    fc.array(tie('deep'), { minLength: 1, maxLength: 3 }).map(all => ({ all })),
    fc.array(tie('deep'), { minLength: 1, maxLength: 3 }).map(any => ({ any })),
    tie('deep').map(not => ({ not })),
  ),
})).deep
const anyRule = fc.record({
  condition: anyCondition,
  whenUnknown: fc.option(fc.constant('holds' as const), { nil: undefined, freq: 4 }),
})

const facts = (situation: Record<string, Known>): Facts => ({
  read: name => situation[name] ?? unknown,
  seen: () => [],
  end: () => undefined,
})
async function holds(rule: PlacedRule, situation: Record<string, Known>): Promise<boolean> {
  const { held } = await tryRule(rule, facts(situation))
  return held ?? rule.rule.whenUnknown === 'holds'
}
const isKnown = (situation: Record<string, Known>) => Object.values(situation).every(({ known }) => known)

interface Tally {
  known: number
  unsure: number
}
const none = ({ known, unsure }: Tally) => known + unsure === 0

/** In how many situations each rule holds, and in how many it wins, by the engine that runs calls. */
async function tally(list: readonly PlacedRule[]) {
  const tallies = list.map(() => ({ holding: { known: 0, unsure: 0 }, winning: { known: 0, unsure: 0 } }))
  for (const [at, situation] of situations.entries()) {
    const kind = isKnown(situation) ? 'known' : 'unsure'
    if (kind === 'unsure' && at % 3 > 0) continue
    let taken = false
    for (const [place, rule] of list.entries()) {
      const here = tallies[place]
      if (!here || !(await holds(rule, situation))) continue
      here.holding[kind] += 1
      if (!taken) here.winning[kind] += 1
      taken = true
    }
  }
  return tallies
}

function isRight(code: string | undefined, { holding, winning }: { holding: Tally; winning: Tally }): boolean {
  if (code === 'contradiction') return none(holding)
  if (code === 'shadowed') return none(winning)
  if (code === 'only-unknown') return winning.known === 0
  return holding.known === 0 || winning.known > 0
}

const anyRules = fc.array(anyRule, { minLength: 2, maxLength: 4 }).map(made =>
  made.map(({ condition, whenUnknown }, at) => ({
    name: String(at),
    conditions: { all: [condition] },
    ...(whenUnknown && { whenUnknown }),
  })),
)

test('nothing is said that json-rules-engine does not do, and all that it does is seen, whatever the rules', async () => {
  await fc.assert(
    fc.asyncProperty(anyRules, async rules => {
      const tallies = await tally(rules.map(placed))
      // That they left something out between them is said of the same rules, and is another thing.
      const found = findings(world({ rules })).filter(({ code }) => code !== 'gap')
      const codes = new Map(found.map(({ code, rules }) => [rules[0]?.name, code]))
      expect(tallies.filter((here, at) => !isRight(codes.get(String(at)), here))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('an example is what it says: the rule holds, and one before it does too', async () => {
  const seen: { behind: boolean; before: boolean }[] = []
  await fc.assert(
    fc.asyncProperty(anyRules, async rules => {
      for (const { code, rules: about, example } of findings(world({ rules }))) {
        if (code !== 'shadowed') continue
        const situation = Object.fromEntries((example?.facts ?? []).map(({ fact, saw }) => [fact, saw]))
        const held = await Promise.all(rules.map(one => holds(placed(one), situation)))
        const at = Number(about[0]?.name)
        seen.push({ behind: held[at] === true, before: held.slice(0, at).includes(true) })
      }
      expect(seen.filter(({ behind, before }) => !(behind && before))).toEqual([])
    }),
    { numRuns: 300 },
  )
  expect(seen.length).toBeGreaterThan(10)
})
