import { expect, test } from 'vitest'
import { problems } from './check.ts'
import { leaf, rule, scene } from './testing/scene.ts'

const catalogue = scene({ vip: true })
const codes = (one: ReturnType<typeof rule>) =>
  problems(one.rule, catalogue).map(({ code, field }) => `${code} ${field}`)

test('a person’s rule may not stand before what the organisation binds everybody to', () => {
  expect(codes(rule('mine', { scope: 'person', stage: 'guard' }))).toEqual(['rule.stage stage'])
  expect(codes(rule('mine', { scope: 'person', stage: 'exempt' }))).toEqual([])
  expect(codes(rule('ours', { scope: 'organisation', stage: 'guard' }))).toEqual([])
})

test('a value that nobody has chosen yet is no value', () => {
  expect(codes(rule('half', { when: { all: [leaf('vip', null)] } }))).toEqual(['rule.value conditions.all.0.value'])
  expect(codes(rule('whole', { when: { all: [leaf('vip', false)] } }))).toEqual([])
})
