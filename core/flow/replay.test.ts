import * as fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { ruleKey } from './decide.ts'
import type { Decision } from './decision.ts'
import { spine } from './index.ts'
import type { Journal } from './journal.ts'
import { decideAgain, type Replayed, replay } from './replay.ts'
import type { Condition, Stage } from './rule.ts'
import { stages } from './rule.ts'
import { parseDecision } from './tables.ts'
import { decided, type Given, happening, index, leaf, type Placed, rule, scene } from './testing/scene.ts'

const log = pino({ level: 'silent' })

/** What the spine decided, as it is read again from where it was written. */
async function live(given: Given, rules: readonly Placed[], what = happening({ person: 'anna' })): Promise<string> {
  const catalogue = scene(given)
  const written: Decision[] = []
  const journal = {
    recordAll: async (list: readonly Decision[]) => void written.push(...list),
    record: async (one: Decision) => {
      written.push(one)
      return []
    },
  } as unknown as Journal
  const flows = spine(catalogue, index(catalogue, rules), journal, log)
  await flows.ask(what)
  await flows.stop()
  const [decision] = written
  if (!decision) throw new Error('nothing was written')
  return JSON.stringify(decision)
}

/** With rules in place of those in force; the world itself has changed meanwhile. */
function again(text: string, draft: readonly Placed[], inForce: readonly Placed[] = []): Promise<Replayed> {
  const catalogue = scene(Object.fromEntries(names.map(name => [name, 'changed since'])))
  return decideAgain(parseDecision(text), {
    catalogue,
    inForce: index(catalogue, inForce),
    draft: index(catalogue, draft),
    unchanged: key => textOf(key, draft) === textOf(key, inForce),
  })
}
const textOf = (key: string, rules: readonly Placed[]) =>
  JSON.stringify(rules.find(({ rule }) => ruleKey({ rule, position: 0 }) === key)?.rule)

const names = ['f0', 'f1', 'f2', 'f3']
const facts = { f0: true, f1: 'sales', f2: 3, f3: new Error('away') }
const to = (type: string) => ({ type })
const ends = ({ route, also }: Decision) => ({ route: route?.action, also: also.map(({ action }) => action) })

describe('a replay', () => {
  test('tells what would end differently, by facts that no rule asked for then', async () => {
    const before = [rule('a', { when: { all: [leaf('f0', true)] }, take: to('test.a') })]
    const text = await live(facts, before)
    const sales = rule('sales', { stage: 'guard', when: { all: [leaf('f1', 'sales')] }, take: to('test.b') })
    const one = await again(text, [sales, ...before], before)
    expect(one.verdict).toBe('changed')
    expect(ends(one.would).route).toEqual({ type: 'test.b', params: {} })
    const other = rule('support', { stage: 'guard', when: { all: [leaf('f1', 'support')] }, take: to('test.b') })
    expect((await again(text, [other, ...before], before)).verdict).toBe('same')
  })

  test('tells what would end differently with the rules in force as well', async () => {
    const now = [rule('b', { take: to('test.b') })]
    const text = await live(facts, [rule('a', { take: to('test.a') })])
    expect((await again(text, now, now)).verdict).toBe('published')
  })

  test('can not tell what depends on a fact that had to be waited for, and that nobody asked for', async () => {
    const slow = { ...facts, f1: () => Promise.resolve('sales') }
    const before = [rule('a', { take: to('test.a') })]
    await live(slow, before)
    const text = await live(slow, before)
    const guard = (when: Condition[]) => [rule('b', { stage: 'guard', when: { all: when }, take: to('test.b') })]
    expect((await again(text, guard([leaf('f1', 'sales')]), before)).verdict).toBe('untold')
    // It could not have held, whatever that one was.
    expect((await again(text, [...guard([leaf('f1', 'sales'), leaf('f2', 4)]), ...before], before)).verdict).toBe(
      'same',
    )
    const told = rule('c', { take: { type: 'test.c', params: { text: { fact: 'f1' } } } })
    expect((await again(text, [told], before)).verdict).toBe('untold')
  })

  test('takes a fact that was unknown then for unknown', async () => {
    const before = [rule('a', { take: to('test.a') })]
    const text = await live(facts, before)
    const guard = rule('b', { stage: 'guard', when: { all: [leaf('f3', 'x')] }, take: to('test.b') })
    expect((await again(text, [guard, ...before], before)).verdict).toBe('same')
    expect((await again(text, [{ ...guard, rule: { ...guard.rule, whenUnknown: 'holds' } }], before)).verdict).toBe(
      'changed',
    )
  })

  test('knows that a route could not be carried out then', async () => {
    const rules = [rule('a', { take: to('test.a') }), rule('b', { take: to('test.b') })]
    const catalogue = scene(facts)
    const failed = new Map([[ruleKey({ rule: rules[0]?.rule as never, position: 0 }), 'no phone']])
    const text = JSON.stringify(await decided(facts, rules, happening({ person: 'anna' }), undefined, failed))
    const draft = index(catalogue, rules)
    const sources = { catalogue, inForce: draft, draft: index(catalogue, rules) }
    expect((await decideAgain(parseDecision(text), { ...sources, unchanged: () => true })).verdict).toBe('same')
    expect((await decideAgain(parseDecision(text), { ...sources, unchanged: () => false })).verdict).toBe('published')
  })

  test('counts calls: what came after one that would end differently would not have happened', async () => {
    const catalogue = scene(facts)
    const before = [rule('a', { take: to('test.a') })]
    const [annas, again_, bos] = await Promise.all(
      ['anna', 'anna', 'bo'].map(person => live(facts, before, happening({ person }))),
    )
    const differing: Replayed[] = []
    const progress: number[] = []
    const draft = index(catalogue, [rule('b', { scope: 'person', owner: 'anna', take: to('test.b') }), ...before])
    const records = async function* () {
      yield [annas, again_].filter(text => text !== undefined)
      yield [bos].filter(text => text !== undefined)
    }
    const wanted = {
      ...{ catalogue, draft, inForce: index(catalogue, before), unchanged: () => true },
      progress: (done: number) => void progress.push(done),
      differs: (one: Replayed) => void differing.push(one),
    }
    expect(await replay({ ...wanted, records: records() })).toEqual({ same: 1, changed: 1, published: 0, untold: 0 })
    expect(differing.map(({ was }) => was.occurrence.subject)).toEqual(['anna'])
    expect(progress).toEqual([2, 3])
    const scope = { name: 'person', id: 'bo' } as const
    expect(await replay({ ...wanted, records: records(), scope })).toMatchObject({ same: 1, changed: 0 })
  })
})

const scalar = fc.constantFrom<unknown>(true, false, 1, 2, 'a', 'b', undefined)
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constant(new Error('away')) },
  { weight: 1, arbitrary: scalar.map(one => () => Promise.resolve(one)) },
)
const world = fc.record(Object.fromEntries(names.map(name => [name, value])))
const condition = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(fc.constantFrom(...names), fc.constantFrom<unknown>(true, false, 1, 'a', { fact: 'f2' }))
      .chain(([fact, wanted]) =>
        fc.constantFrom('equal', 'notEqual', 'lessThan').map(operator => leaf(fact, wanted, operator)),
      ),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map(all => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map(any => ({ any })),
    tie('condition').map(not => ({ not })),
  ),
})).condition
const policy = fc
  .array(
    fc.record({
      when: fc.array(condition, { maxLength: 3 }),
      stage: fc.constantFrom<Stage>(...stages),
      type: fc.constantFrom('test.a', 'test.b', 'test.c', 'test.note'),
      params: fc.constantFrom({}, { number: 1 }, { text: { fact: 'f1' } }, { number: { fact: 'f2' } }),
      whenUnknown: fc.constantFrom<'holds' | undefined>('holds', undefined),
    }),
    { maxLength: 8 },
  )
  .map(list =>
    list.map(({ when, stage, type, params, whenUnknown }, at) =>
      rule(`r${at}`, { when: { all: when }, stage, take: { type, params }, ...(whenUnknown && { whenUnknown }) }),
    ),
  )

describe('live, simulated and replayed alike', () => {
  test('what was decided is decided again', async () => {
    await fc.assert(
      fc.asyncProperty(world, policy, async (given, rules) => {
        const text = await live(given, rules)
        const { verdict, was, would } = await again(text, rules, rules)
        expect([verdict, ends(would)]).toEqual(['same', ends(was)])
        expect(would.route?.rule).toBe(was.route?.rule)
      }),
      { numRuns: 200 },
    )
  })

  test('with other rules it ends as it would have ended with them, or nobody can tell', async () => {
    await fc.assert(
      fc.asyncProperty(world, policy, policy, async (given, rules, draft) => {
        const what = happening({ person: 'anna' })
        const [text, truth] = await Promise.all([live(given, rules, what), decided(given, draft, what)])
        const { verdict, was, would } = await again(text, draft, rules)
        const isWaited = Object.values(given).some(one => typeof one === 'function')
        const isUntold = verdict === 'untold'
        // Only what had to be waited for was not written down.
        expect(isUntold && !isWaited).toBe(false)
        const [past, done, right] = [was, would, truth].map(one => JSON.stringify(ends(one)))
        expect(isUntold || done === right).toBe(true)
        expect(isUntold || (verdict === 'same') === (past === right)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('supposed to be as it was, it is decided as it was', async () => {
    await fc.assert(
      fc.asyncProperty(world, policy, async (given, rules) => {
        const what = happening({ person: 'anna' })
        const was = parseDecision(await live(given, rules, what))
        const catalogue = scene(Object.fromEntries(names.map(name => [name, 'changed since'])))
        const simulator = spine(catalogue, index(catalogue, rules), {} as Journal, log)
        const supposed = [...(was.facts ?? []), ...(was.beside ?? [])]
        const would = await simulator.judge(what, { facts: supposed, otherwise: 'supposed' })
        expect(JSON.stringify(ends(would))).toBe(JSON.stringify(ends(was)))
      }),
      { numRuns: 200 },
    )
  })
})
