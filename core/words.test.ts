import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { coreWords } from './words/index.ts'
import { defineWords, lexicon, words } from './words.ts'

const dictionary = defineWords({
  sv: { 'tea.none': 'Det finns inget {kind} till {people} personer.', 'field.kind': 'Sort' },
  en: { 'tea.none': 'There is no {kind} for {people} people.', 'field.kind': 'Kind' },
})

test('says a key in either language with its details', () => {
  const say = words(dictionary)
  expect(say('sv')('tea.none', { kind: 'te', people: 3 })).toBe('Det finns inget te till 3 personer.')
  expect(say('en')('tea.none', { kind: 'tea', people: 0 })).toBe('There is no tea for 0 people.')
})

test('leaves a detail that is missing, or that is no text, as it stands', () => {
  const say = words(dictionary)('en')
  expect(say('tea.none', { kind: { $gt: 1 } })).toBe('There is no {kind} for {people} people.')
})

test('a key that one language lacks does not compile', () => {
  // @ts-expect-error the Swedish words are missing
  const lacking = defineWords({ sv: { a: 'a' }, en: { a: 'a', b: 'b' } })
  expect(() => lexicon(lacking)).toThrow('No Swedish words for b')
})

test('plugins add their own, and may not say the same thing twice, except what a field is called', () => {
  const all = lexicon(dictionary)
  all.add({ sv: { 'field.kind': 'Slag' }, en: { 'field.kind': 'Type' } })
  expect(all.say('sv', 'field.kind')).toBe('Sort')
  expect(() => all.add({ sv: { 'tea.none': '' }, en: { 'tea.none': '' } })).toThrow('tea.none')
  expect(all.say('en', 'coffee.none')).toBeUndefined()
})

test('there are words for every error of the hub', async () => {
  const codes = new Set<string>()
  for await (const file of glob('**/*.ts', { cwd: import.meta.dirname, exclude: ['**/*.test.ts'] })) {
    const source = await readFile(`${import.meta.dirname}/${file}`, 'utf8')
    for (const [, code] of source.matchAll(/new HubError\(\s*'([^']+)'/g)) if (code) codes.add(code)
  }
  expect(codes.size).toBeGreaterThan(10)
  expect([...codes].filter(code => !(code in coreWords.en))).toEqual([])
})
