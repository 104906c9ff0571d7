import { expect, test } from 'vitest'
import type { Condition, Rule } from '../../../../core/flow/rule.ts'
import { at, groupOf, joined, moved, put, withoutPart, withPart, withPartMoved } from './tree.ts'

const a: Condition = { fact: 'a', operator: 'equal', value: 1 }
const b: Condition = { fact: 'b', operator: 'equal', value: 2 }
const c: Condition = { fact: 'c', operator: 'equal', value: 3 }
const ruleOf = (conditions: Rule['conditions']): Rule => ({
  ...{ name: 'r', title: { sv: 'r', en: 'r' }, on: 'call.incoming', stage: 'reach', scope: 'organisation' },
  ...{ conditions, event: { type: 'call.ring' } },
})
const top = ['conditions'] as const

test('a value is changed where it stands, and all else stays what it was, in its order', () => {
  const rule = ruleOf({ all: [a, { any: [b, c] }] })
  const after = put(rule, ['conditions', 'all', 1, 'any', 0, 'value'], 9)
  expect(at(after, ['conditions', 'all', 1, 'any', 0])).toEqual({ ...b, value: 9 })
  expect(after.conditions).not.toBe(rule.conditions)
  expect(after.event).toBe(rule.event)
  expect(Object.keys(after)).toEqual(Object.keys(rule))
  expect(put(rule, ['whenUnknown'], undefined)).toEqual(rule)
})

test('groups are read as all, any and none, and their parts know their places', () => {
  for (const condition of [
    { all: [a, b] },
    { any: [a, b] },
    { not: { any: [a, b] } },
    { not: a },
    { not: { all: [a] } },
  ])
    for (const { place, condition: part } of groupOf(condition)?.parts ?? []) expect(at(condition, place)).toBe(part)
  expect(groupOf({ not: { any: [a, b] } })?.join).toBe('none')
  expect(groupOf({ not: { all: [a, b] } })?.parts).toEqual([{ place: ['not'], condition: { all: [a, b] } }])
  expect(groupOf(a)).toBeUndefined()
})

test('parts come and go', () => {
  expect(withPart(ruleOf({ all: [a] }), top, b).conditions).toEqual({ all: [a, b] })
  expect(withPart(ruleOf({ not: a }), top, b).conditions).toEqual({ not: { any: [a, b] } })
  expect(withoutPart(ruleOf({ all: [a, b] }), top, 0).conditions).toEqual({ all: [b] })
  expect(withoutPart(ruleOf({ not: { any: [a, b] } }), top, 0).conditions).toEqual({ not: b })
  expect(withoutPart(ruleOf({ any: [a] }), top, 0).conditions).toEqual({ all: [] })
})

test('a group is joined otherwise and its parts stay', () => {
  expect(joined(ruleOf({ all: [a, b] }), top, 'any').conditions).toEqual({ any: [a, b] })
  expect(joined(ruleOf({ all: [a, b] }), top, 'none').conditions).toEqual({ not: { any: [a, b] } })
  expect(joined(ruleOf({ not: { any: [a, b] } }), top, 'all').conditions).toEqual({ all: [a, b] })
})

test('things move within their list and not beyond', () => {
  expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1])
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
  expect(moved([1, 2, 3], 2, 3)).toEqual([1, 2, 3])
  expect(withPartMoved(ruleOf({ all: [a, b] }), top, 1, -1).conditions).toEqual({ all: [b, a] })
})
