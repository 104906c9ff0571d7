import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Listed } from '../contract.ts'
import { arrange, byName } from './arrange.ts'

const listed = (name: string, kind = 'person'): Listed => ({
  ...{ key: `${kind}:${name}`, kind, id: name, name, numbers: [], text: [] },
})
const names = (items: readonly Listed[]) => items.map(({ name }) => name)
const everybody = () => true
const nobody = () => false

test('å, ä and ö come last in Swedish, with a and o in English; numbers by what they count', () => {
  const people = ['Örjan', 'Åsa', 'Zara', 'Anna', 'Olle', 'Team 10', 'Team 9'].map(name => listed(name))
  expect(names(byName(people, 'sv'))).toEqual(['Anna', 'Olle', 'Team 9', 'Team 10', 'Zara', 'Åsa', 'Örjan'])
  expect(names(byName(people, 'en'))).toEqual(['Anna', 'Åsa', 'Olle', 'Örjan', 'Team 9', 'Team 10', 'Zara'])
})

test('whoever has the same name keeps the same order, whatever order they came in', () => {
  const twins = ['b', 'a', 'c'].map(id => ({ ...listed('Eva'), key: `person:${id}` }))
  const keys = (items: readonly Listed[]) => items.map(({ key }) => key)
  expect(keys(byName(twins, 'sv'))).toEqual(keys(byName(twins.toReversed(), 'sv')))
})

test('favourites of all kinds come first, by name, and are in no other group', () => {
  const kinds = [
    { kind: 'person', items: [listed('Anna'), listed('Cecilia'), listed('David')] },
    { kind: 'contact', items: [listed('Bo', 'contact'), listed('Maria', 'contact')] },
  ]
  const favourite = new Set(['David', 'Bo'])
  const groups = arrange(kinds, 'sv', ({ name }) => favourite.has(name), everybody)
  expect(groups.map(({ key, items }) => [key, ...names(items)])).toEqual([
    ['favourites', 'Bo', 'David'],
    ['person', 'Anna', 'Cecilia'],
    ['contact', 'Maria'],
  ])
})

test('a kind may stand at the end of another’s group; groups with nobody in them are left out', () => {
  const kinds = [
    { kind: 'person', items: [] },
    { kind: 'contact', items: [listed('Olof', 'contact')] },
    { kind: 'number', under: 'contact', items: [listed('070-174 06 06', 'number')] },
  ]
  const groups = arrange(kinds, 'sv', nobody, everybody)
  expect(groups.map(({ key, items }) => [key, ...names(items)])).toEqual([['contact', 'Olof', '070-174 06 06']])
})

test('nobody is lost and nobody comes twice: everybody who fits is in exactly one group', () => {
  const person = fc.record({ name: fc.string(), kind: fc.constantFrom('person', 'contact'), star: fc.boolean() })
  fc.assert(
    fc.property(fc.array(person), fc.integer({ min: 1, max: 4 }), (people, divisor) => {
      const items = people.map(({ name, kind }, at) => ({ ...listed(name, kind), key: `${kind}:${at}` }))
      const stars = new Set(items.filter((_, at) => people[at]?.star).map(({ key }) => key))
      const fits = ({ name }: Listed) => name.length % divisor === 0
      const kinds = ['person', 'contact'].map(kind => ({ kind, items: items.filter(item => item.kind === kind) }))
      const groups = arrange(kinds, 'en', ({ key }) => stars.has(key), fits)
      const shown = groups.flatMap(group => group.items.map(({ key }) => key)).toSorted()
      expect(shown).toEqual(
        items
          .filter(fits)
          .map(({ key }) => key)
          .toSorted(),
      )
      for (const group of groups) {
        for (const { key } of group.items) expect(stars.has(key)).toBe(group.key === 'favourites')
      }
    }),
  )
})
