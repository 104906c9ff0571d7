import { expect, test } from 'vitest'
import type { Rule } from '../../../../core/flow/rule.ts'
import { inOrder } from './order.ts'

const rule = (name: string, scope: Rule['scope'], stage: Rule['stage'], on = 'call'): Rule => ({
  ...{ name, scope, stage, on, title: { sv: name, en: name } },
  ...{ conditions: { all: [] }, event: { type: 'ring' } },
})

test('by event, then by stage; within a stage the nearer first, and lists as they stand', () => {
  const own = [rule('b', 'person', 'reach'), rule('a', 'person', 'reach'), rule('x', 'person', 'reach', 'other')]
  const others = [rule('s', 'standard', 'guard'), rule('o', 'organisation', 'reach'), rule('t', 'standard', 'reach')]
  const steps = inOrder(own, others, ['call', 'other', 'nothing'])
  expect(steps.map(({ event, stages }) => [event, stages.map(one => one.rules.map(({ name }) => name))])).toEqual([
    ['call', [['s'], ['b', 'a', 'o', 't']]],
    ['other', [['x']]],
  ])
})
