import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Unknown } from '../error.ts'
import { decide } from './decide.ts'
import { factsFor } from './facts.ts'
import { type Condition, stages, type TopCondition } from './rule.ts'
import { decided, happening, index, leaf, outcomesOf, rule, scene } from './testing/scene.ts'

const a = { type: 'test.a' }
const b = { type: 'test.b' }
const late = () => new Promise(() => undefined)

describe('the ladder', () => {
  test('the first rule that holds, from the top, gives the route', async () => {
    const decision = await decided({ vip: true, closed: true }, [
      rule('closed', { stage: 'availability', when: { all: [leaf('closed', true)] }, take: b }),
      rule('vip', { stage: 'exempt', when: { all: [leaf('vip', true)] }, take: a }),
    ])
    expect(decision.route).toEqual({ rule: 'standard/vip', action: { type: 'test.a', params: {} } })
    expect(outcomesOf(decision)).toEqual(['standard/vip: won'])
  })

  test('what did not hold is told, with what it saw', async () => {
    const decision = await decided({ vip: false }, [
      rule('vip', { stage: 'exempt', when: { all: [leaf('vip', true)] } }),
      rule('ring', { take: b }),
    ])
    expect(outcomesOf(decision)).toEqual(['standard/vip: not-held', 'standard/ring: won'])
    expect(decision.tried[0]?.conditions).toEqual({
      all: [{ fact: 'vip', operator: 'equal', wanted: true, saw: { known: true, value: false }, held: false }],
      held: false,
    })
  })

  test('inside a stage the nearer scope is tried first, inside a scope the list is', async () => {
    const no = { when: { all: [leaf('never', true)] } satisfies TopCondition }
    const decision = await decided(
      { never: false },
      [
        rule('standard', { ...no }),
        rule('organisation', { ...no, scope: 'organisation' }),
        rule('queue', { ...no, scope: 'queue', owner: 'q' }),
        rule('number', { ...no, scope: 'number', owner: 'n' }),
        rule('second', { ...no, scope: 'person', owner: 'p' }),
        rule('third', { ...no, scope: 'person', owner: 'p' }),
        rule('guard', { ...no, stage: 'guard' }),
      ],
      happening({ person: 'p', number: 'n', queue: 'q' }),
    )
    expect(decision.tried.map(({ rule: name }) => name.split('/').at(-1))).toEqual([
      'guard',
      'second',
      'third',
      'number',
      'queue',
      'organisation',
      'standard',
    ])
    expect(decision.route).toEqual({ rule: undefined, action: { type: 'test.last' } })
  })

  test("another person's and another organisation's rules are not even tried", async () => {
    const decision = await decided(
      {},
      [
        rule('hers', { scope: 'person', owner: 'anna' }),
        rule('theirs', { scope: 'organisation', organisation: 'other' }),
        rule('same short id elsewhere', { scope: 'person', owner: 'björn', organisation: 'other' }),
        rule('ring', { take: b }),
      ],
      happening({ person: 'björn' }),
    )
    expect(outcomesOf(decision)).toEqual(['standard/ring: won'])
  })
})

describe('three values', () => {
  const unknown = new Unknown({ sv: 'kalendern svarar inte', en: 'the calendar does not answer' })
  const cases: [string, Condition[], 'all' | 'any', string][] = [
    ['all with one unknown is unknown', [leaf('yes', true), leaf('unknown', true)], 'all', 'unknown'],
    ['all with one false is false, whatever else', [leaf('yes', false), leaf('unknown', true)], 'all', 'not-held'],
    ['any with one true is true', [leaf('unknown', true), leaf('yes', true)], 'any', 'won'],
    ['any with one unknown and no true is unknown', [leaf('unknown', true), leaf('yes', false)], 'any', 'unknown'],
    ['not of unknown is unknown', [{ not: leaf('unknown', true) }], 'all', 'unknown'],
    ['notEqual on unknown is unknown', [leaf('unknown', 1, 'notEqual')], 'all', 'unknown'],
    ['notIn on unknown is unknown', [leaf('unknown', [1], 'notIn')], 'all', 'unknown'],
    ['comparing with an unknown fact is unknown', [leaf('yes', { fact: 'unknown' }, 'notEqual')], 'all', 'unknown'],
  ]
  test.each(cases)('%s', async (_, parts, kind, outcome) => {
    const when = { [kind]: parts } as unknown as TopCondition
    const decision = await decided({ yes: true, unknown }, [rule('it', { when })])
    expect(outcomesOf(decision)).toEqual([`standard/it: ${outcome}`])
  })

  test('an unknown guard may hold', async () => {
    const when: TopCondition = { all: [leaf('unknown', true)] }
    const decision = await decided({ unknown }, [
      rule('cap', { stage: 'guard', when, whenUnknown: 'holds', take: b }),
      rule('ring'),
    ])
    expect(decision.route?.rule).toBe('standard/cap')
  })

  test('the trace says why a fact was unknown', async () => {
    const decision = await decided({ unknown }, [rule('it', { when: { all: [leaf('unknown', true)] } })])
    expect(decision.tried[0]?.conditions).toMatchObject({
      all: [{ saw: { known: false, why: { en: 'the calendar does not answer' } }, held: undefined }],
    })
  })

  test('a fact that nobody declared is unknown, not an error', async () => {
    const decision = await decided({}, [
      rule('it', { when: { all: [leaf('no.such', 1, 'notEqual')] } }),
      rule('ring', { take: b }),
    ])
    expect(decision.route?.rule).toBe('standard/ring')
  })
})

describe('a decision is total', () => {
  test('a fact that hangs costs the deadline and no more', async () => {
    const decision = await decided(
      { slow: late, quick: true },
      [rule('slow', { when: { all: [leaf('slow', true), leaf('quick', true)] } }), rule('ring', { take: b })],
      happening(),
      30,
    )
    expect(outcomesOf(decision)).toEqual(['standard/slow: unknown', 'standard/ring: won'])
    expect(decision.tried[0]?.conditions).toMatchObject({
      all: [{ saw: { why: { en: 'did not answer in time' } } }, { held: true }],
    })
  })

  test('what is in memory is never late, though the machine gave the hub no time', async () => {
    const busy = () => {
      const enough = performance.now() + 10
      while (performance.now() < enough);
      return false
    }
    const rules = [
      rule('busy', { when: { all: [leaf('busy', true)] } }),
      rule('quick', { when: { all: [leaf('quick', true)] }, take: b }),
    ]
    const decision = await decided({ busy, quick: true }, rules, happening(), 5)
    expect(outcomesOf(decision)).toEqual(['standard/busy: not-held', 'standard/quick: won'])
  })

  test('facts that hang one after the other share one deadline: those behind the first are not waited for', async () => {
    const over: boolean[] = []
    const hang = (signal: AbortSignal) => {
      over.push(signal.aborted)
      return late()
    }
    const names = ['one', 'two', 'three', 'four']
    const rules = names.map(name => rule(name, { when: { all: [leaf(name, true)] } }))
    const decision = await decided(Object.fromEntries(names.map(name => [name, hang])), rules, happening(), 30)
    expect(decision.tried.map(({ outcome }) => outcome)).toEqual(names.map(() => 'unknown'))
    expect(over).toEqual([false, true, true, true])
  })

  test('a fact that throws or rejects is unknown', async () => {
    const facts = { thrown: new Error('out of order'), rejected: () => Promise.reject(new Error('gone')) }
    const decision = await decided(facts, [
      rule('thrown', { when: { all: [leaf('thrown', true)] } }),
      rule('rejected', { when: { all: [leaf('rejected', true)] } }),
      rule('ring', { take: b }),
    ])
    expect(outcomesOf(decision)).toEqual([
      'standard/thrown: unknown',
      'standard/rejected: unknown',
      'standard/ring: won',
    ])
  })

  test('a rule that throws is skipped, and those behind it are tried in order', async () => {
    const decision = await decided({ yes: true }, [
      rule('before', { when: { all: [leaf('yes', false)] } }),
      rule('throws', { when: { all: [leaf('yes', true, 'noSuchOperator')] } }),
      rule('after', { when: { all: [leaf('yes', false)] } }),
      rule('throws too', { when: { all: [leaf('yes', 1, 'in')] } }),
      rule('ring', { take: b }),
    ])
    expect(outcomesOf(decision)).toEqual([
      'standard/before: not-held',
      'standard/throws: skipped',
      'standard/after: not-held',
      'standard/throws too: skipped',
      'standard/ring: won',
    ])
    expect(decision.tried[1]?.error).toContain('noSuchOperator')
  })

  test('a route that can not be carried out gives way to the next rule, in the same stage too', async () => {
    const failed = new Map([['standard/first', 'rtpengine is away']])
    const decision = await decided({}, [rule('first'), rule('second', { take: b })], happening(), undefined, failed)
    expect(outcomesOf(decision)).toEqual(['standard/first: failed', 'standard/second: won'])
    expect(decision.tried[0]?.error).toBe('rtpengine is away')
  })

  test('arguments that do not fit make the rule fail, not the call', async () => {
    const decision = await decided({ name: 'Anna' }, [
      rule('wrong', { take: { type: 'test.a', params: { number: { fact: 'name' } } } }),
      rule('right', { take: { type: 'test.b', params: { text: { fact: 'name' } } } }),
    ])
    expect(decision.route).toEqual({ rule: 'standard/right', action: { type: 'test.b', params: { text: 'Anna' } } })
  })

  test('whatever rules there are, there is exactly one route', async () => {
    const facts = { t: true, f: false, u: new Error('unknown'), n: 7 }
    const condition: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition; leaf: Condition }>(tie => ({
      leaf: fc.record({
        fact: fc.constantFrom('t', 'f', 'u', 'n', 'missing'),
        operator: fc.constantFrom('equal', 'notEqual', 'in', 'lessThan', 'startsWith', 'bogus'),
        value: fc.constantFrom(true, false, 7, 'x', null),
      }) as fc.Arbitrary<Condition>,
      tree: fc.oneof(
        { maxDepth: 3 },
        tie('leaf'),
        fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('tree') }),
      ),
    })).tree
    const anyRule = fc.record({
      stage: fc.constantFrom(...stages),
      when: fc.record({ all: fc.array(condition, { maxLength: 3 }) }),
      take: fc.constantFrom(a, b, { type: 'no.such' }, { type: 'test.note' }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyRule, { maxLength: 12 }), async parts => {
        const decision = await decided(
          facts,
          parts.map((part, at) => rule(`rule ${at}`, part)),
        )
        const won = decision.tried.filter(({ outcome }) => outcome === 'won')
        expect(won.length).toBe(decision.route?.rule === undefined ? 0 : 1)
        expect(decision.route?.action.type).toMatch(/^test\.(a|b|last)$/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('side actions', () => {
  test('any number may come with a route, in order, from rules of their own and from the winner', async () => {
    const note = (text: string) => ({ type: 'test.note', params: { text } })
    const decision = await decided({ yes: true }, [
      rule('ring', { also: [note('one')] }),
      rule('never', { when: { all: [leaf('yes', false)] }, take: note('no') }),
      rule('tag', { stage: 'guard', take: note('two') }),
      rule('survey', { stage: 'fallback', take: note('three') }),
    ])
    expect(decision.also.map(({ action }) => action.params?.text)).toEqual(['one', 'two', 'three'])
    expect(decision.route?.rule).toBe('standard/ring')
  })
})

test('two decisions on the same rules at once do not disturb each other', async () => {
  const catalogue = scene({
    slow: () => new Promise(resolve => setTimeout(resolve, 5, true)),
    no: false,
  })
  const rules = index(catalogue, [
    ...Array.from({ length: 10 }, (_, at) => rule(`no ${at}`, { when: { all: [leaf('no', true)] } })),
    rule('slow', { when: { all: [leaf('slow', true)] }, take: b }),
  ])
  const decisions = await Promise.all(
    Array.from({ length: 20 }, () => {
      const what = happening()
      return decide(what, { catalogue, rules, facts: factsFor(catalogue, what) })
    }),
  )
  expect(decisions.map(({ route, tried }) => [route?.rule, tried.length])).toEqual(
    Array.from({ length: 20 }, () => ['standard/slow', 11]),
  )
})
