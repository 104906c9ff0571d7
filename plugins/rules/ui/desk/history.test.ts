import { expect, test } from 'vitest'
import { back, begin, forth, step } from './history.ts'

test('steps are taken back and done again in their order', () => {
  const after = step(step(begin('a'), 'b'), 'c')
  expect(back(after).now).toBe('b')
  expect(back(back(after)).now).toBe('a')
  expect(forth(back(back(after))).now).toBe('b')
  expect(forth(forth(back(back(after))))).toEqual(after)
})

test('nothing before the first and nothing behind the last', () => {
  const alone = begin('a')
  expect(back(alone)).toEqual(alone)
  expect(forth(alone)).toEqual(alone)
})

test('what was taken back is gone when something else is done', () => {
  const { now, future } = step(back(step(begin('a'), 'b')), 'c')
  expect([now, future]).toEqual(['c', []])
})

test('a word is one step', () => {
  const typed = step(step(step(begin(''), 'h'), 'he', true), 'hej', true)
  expect(back(typed).now).toBe('')
})
