import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Listed } from '../../contract.ts'
import { digitsToFind, fold, isNumeric, writtenAs } from './fold.ts'
import { rankOf, wanted } from './match.ts'

const listed = (name: string, more: Partial<Listed> = {}): Listed => ({
  ...{ key: `person:${name}`, kind: 'person', id: name, name, numbers: [], text: [] },
  ...more,
})
const cecilia = listed('Cecilia Öberg', {
  about: 'Kundtjänst',
  numbers: ['1003', '+46846500403'],
  text: ['cecilia@norrsken.example'],
})
const rank = (item: Listed, typed: string, note?: string) => rankOf(item, wanted(typed), note)

test.each([
  ['Öberg', 'oberg'],
  ['Åkesson', 'akesson'],
  ['O\u0308berg', 'oberg'],
  ['Søren Kjær', 'soren kjaer'],
  ['Weiß', 'weiss'],
  ['Łukasz', 'lukasz'],
  ['Þóra', 'thora'],
])('%s is found as %s', (name, folded) => {
  expect(fold(name)).toBe(folded)
  expect(rank(listed(name), folded)).toBeGreaterThan(0)
})

test('folding twice is folding once, and the way letters were composed makes no difference', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(fold(fold(text))).toBe(fold(text))
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
    }),
  )
})

test.each(['oberg', 'Öberg', 'ÖBERG', 'cec', 'ceci öb', 'öberg cecilia', 'kundtjanst', 'norrsken', 'berg'])(
  'Cecilia Öberg is found by “%s”',
  typed => {
    expect(rank(cecilia, typed)).toBeGreaterThan(0)
  },
)

test.each(['obergs', 'anna', 'cecilia lind', ' ', '2003', '08-111'])('she is not found by “%s”', typed => {
  expect(rank(cecilia, typed)).toBe(0)
})

test.each([
  '1003',
  '08-465 004 03',
  '08-465',
  '+468 465',
  '0046 8 465',
  '08465',
  '+46 (0)8-46',
  '00403',
  '(08) 46500403',
])('her number is found however it is written: %s', typed => {
  expect(rank(cecilia, typed)).toBeGreaterThan(0)
})

test('any beginning of a number is found, with any signs between its digits', () => {
  const number = fc
    .tuple(fc.constantFrom('+46', '+47', '+1'), fc.stringMatching(/^[1-9]\d{6,9}$/))
    .map(parts => parts.join(''))
  const sign = fc.constantFrom('', ' ', '-', '/', '.')
  fc.assert(
    fc.property(number, fc.array(sign, { minLength: 15, maxLength: 15 }), fc.nat(), (e164, signs, cut) => {
      const contact = listed('Bo', { numbers: [e164] })
      for (const written of [e164, e164.replace('+', '00'), ...writtenAs(e164)]) {
        const digits = written.slice(0, 3 + (cut % (written.length - 2)))
        const typed = digits
          .split('')
          .map((digit, at) => digit + (signs[at] ?? ''))
          .join('')
        expect(isNumeric(typed)).toBe(true)
        expect(rank(contact, typed)).toBeGreaterThan(0)
      }
    }),
  )
})

test('digits to look for', () => {
  expect(digitsToFind('+46 (0)8-465')).toBe('468465')
  expect(digitsToFind('0046 8')).toBe('468')
  expect(digitsToFind('08-465')).toBe('08465')
})

test('any word of a name, from its beginning, finds it', () => {
  const word = fc.stringMatching(/^[a-zåäöéü]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (words, which, length) => {
      const chosen = words[which % words.length] ?? ''
      const typed = chosen.slice(0, 1 + (length % chosen.length))
      expect(rank(listed(words.join(' ')), typed)).toBeGreaterThanOrEqual(8)
      expect(rank(listed(words.join('-')), fold(typed))).toBeGreaterThanOrEqual(8)
    }),
  )
})

test('beginnings come before insides, names before the rest, and the accents that were typed before others', () => {
  const order = (typed: string, ...items: Listed[]) =>
    items.toSorted((a, b) => rank(b, typed) - rank(a, typed)).map(({ name }) => name)
  expect(order('berg', listed('Cecilia Öberg'), listed('Olof Berg'))).toEqual(['Olof Berg', 'Cecilia Öberg'])
  expect(order('olof', listed('Eva', { text: ['Olof'] }), listed('Olof Berg'))).toEqual(['Olof Berg', 'Eva'])
  expect(order('öberg', listed('Eva Oberg'), listed('Ulf Öberg'))).toEqual(['Ulf Öberg', 'Eva Oberg'])
  expect(order('anna', listed('Eva Anna'), listed('Anna Ek'))).toEqual(['Anna Ek', 'Eva Anna'])
  expect(order('1003', listed('Bo', { numbers: ['+46701003000'] }), listed('Eva', { numbers: ['1003'] }))).toEqual([
    'Eva',
    'Bo',
  ])
})

test('a note that others know is looked in', () => {
  expect(rank(cecilia, 'english')).toBe(0)
  expect(rank(cecilia, 'english', fold('Speaks English'))).toBeGreaterThan(0)
})

test('what was typed is never taken for a pattern', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, typed) => {
      expect(rank(listed(name), typed)).toBeGreaterThanOrEqual(0)
    }),
  )
  expect(rank(listed('Anna'), '.*')).toBe(0)
})

test('of six thousand, those are found that have all that was typed', () => {
  const people = Array.from({ length: 6_000 }, (_, at) =>
    listed(`Förnamn${at} Efternamnsson`, {
      about: `Avdelning ${at % 40}`,
      numbers: [String(10_000 + at), `+4684650${String(at).padStart(4, '0')}`],
      text: [`person${at}@norrsken.example`],
    }),
  )
  const look = (typed: string) => {
    const asked = wanted(typed)
    return people.filter(person => rankOf(person, asked, 'något att säga') > 0).length
  }
  // 17, 170 to 179, 1700 to 1799
  expect(['efter', 'förnamn17', 'zzz'].map(look)).toEqual([6_000, 111, 0])
})
