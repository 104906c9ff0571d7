import { beforeEach, expect, test } from 'vitest'
import { setClock, zone } from '../../../ui/clock.ts'
import { language } from '../../../ui/words.ts'
import type { CallEntry } from '../contract.ts'
import { byDay } from './days.ts'

const at = (startedAt: string): CallEntry => ({
  id: startedAt,
  startedAt,
  direction: 'incoming',
  other: { hidden: false },
  seconds: 0,
})

beforeEach(() => {
  zone.value = 'Europe/Stockholm'
  setClock('2026-10-09T12:10:00.000Z')
})

// 22:30 UTC is past midnight in Stockholm.
const calls = [
  '2026-10-09T12:00:00.000Z',
  '2026-10-08T22:30:00.000Z',
  '2026-10-08T21:30:00.000Z',
  '2025-10-08T10:00:00.000Z',
]

test.each([
  ['en', ['Today, Friday 9 October', 'Thursday 8 October', 'Wednesday 8 October 2025']],
  ['sv', ['I dag, fredag 9 oktober', 'Torsdag 8 oktober', 'Onsdag 8 oktober 2025']],
] as const)('a day is the organisation’s, and its heading in words: %s', (spoken, headings) => {
  language.value = spoken
  const days = byDay(calls.map(at))
  expect(days.map(({ heading }) => heading)).toEqual(headings)
  expect(days.map(day => day.calls.length)).toEqual([2, 1, 1])
})

test('no calls, no days', () => {
  expect(byDay([])).toEqual([])
})
