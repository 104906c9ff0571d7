import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rule } from '../../../core/flow/testing/scene.ts'
import { changesBetween, merge, same } from './changes.ts'
import type { RuleSet } from './sets.ts'

/** "a b2 c": the rules a, b as it was changed for the second time, c. */
const set = (text: string): RuleSet => ({
  rules: text
    .split(' ')
    .filter(Boolean)
    .map(word => ({ ...rule(word.charAt(0)).rule, title: { sv: word, en: word } })),
  cases: [],
})
const text = ({ rules }: RuleSet) => rules.map(({ title }) => title.en).join(' ')

describe('changes', () => {
  test.each([
    ['a b c', 'a b c', []],
    ['a b c', 'a c', ['removed b']],
    ['a c', 'a b c', ['added b']],
    ['a b c', 'a b2 c', ['changed b']],
    ['a b c d', 'd a b c', ['moved d']],
    ['a b c', 'c2 a b', ['changed c, moved']],
    ['', 'a', ['added a']],
  ])('from “%s” to “%s”', (before, after, wanted) => {
    const told = changesBetween(set(before), set(after)).map(change => {
      const { name } = change.kind === 'removed' ? change.before : change.after
      return `${change.kind} ${name}${change.kind === 'changed' && change.moved ? ', moved' : ''}`
    })
    expect(told).toEqual(wanted)
  })
})

describe('two changed the same set', () => {
  test.each([
    ['a b', 'a b c', 'd a b', 'd a b c'],
    ['a b', 'a2 b', 'a b2', 'a2 b2'],
    ['a b c', 'a c', 'a b c2', 'a c2'],
    ['a b c', 'c a b', 'a b c2', 'c2 a b'],
    ['a b c', 'a b c d', 'c a b', 'c d a b'],
    ['a b', 'b', 'a b', 'b'],
    ['a b', 'a2 b', 'a2 b', 'a2 b'],
    ['', 'a', 'b', 'a b'],
  ])('“%s”: “%s” and “%s” give “%s”', (base, mine, theirs, wanted) => {
    const { set: merged, clashes } = merge({ base: set(base), mine: set(mine), theirs: set(theirs) })
    expect([text(merged), clashes]).toEqual([wanted, []])
  })

  test.each([
    ['a b', 'a2 b', 'a3 b', 'a3 b', 'a2 b'],
    ['a b', 'b', 'a2 b', 'a2 b', 'b'],
    ['a b', 'a2 b', 'b', 'b', 'a2 b'],
    ['a b c', 'b a c', 'a c b', 'a c b', 'b a c'],
    ['', 'a2', 'a3', 'a3', 'a2'],
  ])('“%s”: “%s” and “%s” clash, and one is chosen', (base, mine, theirs, ifTheirs, ifMine) => {
    const three = { base: set(base), mine: set(mine), theirs: set(theirs) }
    const unasked = merge(three)
    expect(unasked.clashes).toHaveLength(1)
    expect(text(unasked.set)).toBe(ifTheirs)
    expect(text(merge(three, () => 'mine').set)).toBe(ifMine)
  })

  test('cases are put together too, and what else a set has', () => {
    const one = (id: string, title: string) => ({ id, title }) as RuleSet['cases'][number]
    const base = { ...set('a'), cases: [one('1', 'x')], note: 1 }
    const mine = { ...base, cases: [one('1', 'x'), one('2', 'y')] }
    const theirs = { ...base, cases: [one('1', 'z')], note: 2 }
    expect(merge({ base, mine, theirs }).set).toEqual({ ...base, cases: [one('1', 'z'), one('2', 'y')], note: 2 })
  })

  const words = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
    .chain(names => fc.tuple(...names.map(name => fc.constantFrom('', '2', '3').map(change => name + change))))
    .map(list => set(list.join(' ')))

  test('nothing that only one of them did is lost', () => {
    fc.assert(
      fc.property(words, words, words, (base, mine, theirs) => {
        const { set: merged, clashes } = merge({ base, mine, theirs })
        const find = (where: RuleSet, name: string) => where.rules.find(one => one.name === name)
        for (const name of 'abcdef') {
          const [was, my, their, is] = [base, mine, theirs, merged].map(where => find(where, name))
          const clash = clashes.some(one => one.kind === 'rule' && one.name === name)
          const wanted = same(was, my) ? their : same(was, their) ? my : their
          expect(is).toEqual(wanted)
          expect(clash).toBe(!same(was, my) && !same(was, their) && !same(my, their))
        }
        expect(merge({ base, mine, theirs: base }).set).toEqual(mine)
        expect(merge({ base, mine: base, theirs }).set).toEqual(theirs)
      }),
    )
  })
})
