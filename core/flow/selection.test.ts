import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decided, leaf, outcomesOf, type Placed, rule } from './testing/scene.ts'

const many = Array.from({ length: 20 }, (_, at) =>
  rule(`from ${at}`, { when: { all: [leaf('open', true), leaf('caller', `+46${at}`)] } }),
)

describe('many rules that one value tells apart', () => {
  test('only those that may hold are tried; the others are one line that says what was seen', async () => {
    const decision = await decided({ open: true, caller: '+467' }, many)
    expect(outcomesOf(decision)).toEqual(['standard: not-held', 'standard/from 7: won'])
    expect(decision.tried[0]).toMatchObject({
      title: { en: '19 rules for other values' },
      conditions: { fact: 'caller', saw: { known: true, value: '+467' }, held: false },
    })
  })

  test('rules without such a condition keep their place between them', async () => {
    const decision = await decided({ open: true, caller: '+467', night: false }, [
      ...many.slice(0, 7),
      rule('at night', { when: { all: [leaf('night', true)] } }),
      ...many.slice(7),
    ])
    expect(outcomesOf(decision)).toEqual(['standard: not-held', 'standard/at night: not-held', 'standard/from 7: won'])
  })

  test('an unknown value leaves all of them standing, undecided', async () => {
    const decision = await decided({ open: true, caller: new Error('late') }, many)
    expect(decision.tried.map(({ outcome }) => outcome)).toEqual(many.map(() => 'unknown'))
  })

  test('whatever the rules, the route is that of the first that holds, as if each had been tried', async () => {
    const facts = { a: 1, b: 'x', c: true, gone: new Error('gone') }
    const part = fc.record({
      fact: fc.constantFrom('a', 'b', 'c', 'gone'),
      value: fc.constantFrom<unknown>(1, 2, 3, 4, 5, 6, 7, '1', 'x', 'y', true, false, null),
    })
    const holds = ({ fact, value }: { fact: string; value: unknown }) => facts[fact as 'a'] === value
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(part, { maxLength: 3 }), { minLength: 1, maxLength: 30 }), async lists => {
        const rules: Placed[] = lists.map((parts, at) =>
          rule(`rule ${at}`, { when: { all: parts.map(({ fact, value }) => leaf(fact, value)) } }),
        )
        const first = lists.findIndex(parts => parts.every(holds))
        const decision = await decided(facts, rules)
        expect(decision.route?.rule).toBe(first < 0 ? undefined : `standard/rule ${first}`)
      }),
      { numRuns: 300 },
    )
  })
})
