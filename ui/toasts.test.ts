import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openToasts } from './toasts.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
const texts = (toasts: ReturnType<typeof openToasts>) => toasts.shown.value.map(({ text }) => text)

test('what was done goes by itself, a problem stays until it is closed', () => {
  const toasts = openToasts()
  toasts.done('done')
  toasts.problem('problem')
  vi.advanceTimersByTime(10_000)
  expect(texts(toasts)).toEqual(['problem'])
  toasts.close(toasts.shown.value[0]?.id ?? 0)
  expect(texts(toasts)).toEqual([])
})

test('what is under way stays until it is over', () => {
  const toasts = openToasts()
  const doing = toasts.doing('doing')
  vi.advanceTimersByTime(60_000)
  expect(texts(toasts)).toEqual(['doing'])
  const problem = toasts.problem('problem')
  toasts.close(doing)
  expect(texts(toasts)).toEqual(['problem'])
  toasts.close(problem)
  expect(texts(toasts)).toEqual([])
})

test('held, none goes; let go, each has its whole time again', () => {
  const toasts = openToasts()
  toasts.done('first')
  vi.advanceTimersByTime(9_000)
  toasts.hold(true)
  toasts.done('second')
  vi.advanceTimersByTime(60_000)
  expect(texts(toasts)).toEqual(['first', 'second'])
  toasts.hold(false)
  vi.advanceTimersByTime(9_999)
  expect(texts(toasts)).toEqual(['first', 'second'])
  vi.advanceTimersByTime(1)
  expect(texts(toasts)).toEqual([])
})

test('undo is run once, and takes its message with it', () => {
  const toasts = openToasts()
  const run = vi.fn<() => void>()
  toasts.done('done', { label: 'Undo', run })
  toasts.shown.value[0]?.action?.run()
  expect([run.mock.calls.length, texts(toasts)]).toEqual([1, []])
})

test('the same said twice is said once, anew; no more than four at a time', () => {
  const toasts = openToasts()
  toasts.done('same')
  vi.advanceTimersByTime(9_000)
  toasts.done('same')
  vi.advanceTimersByTime(9_000)
  expect(texts(toasts)).toEqual(['same'])
  for (const text of ['a', 'b', 'c', 'd']) toasts.problem(text)
  expect(texts(toasts)).toEqual(['a', 'b', 'c', 'd'])
})
