import { expect, test } from 'vitest'
import { timeOf } from './span.ts'

test("days are the organisation's, whole, also when the clocks change; today goes on until it is over", () => {
  const now = Date.parse('2026-10-26T01:30:00+01:00')
  const of = (span: Parameters<typeof timeOf>[0]) => timeOf(span, now, 'Europe/Stockholm')
  expect(of('today')).toEqual({ from: '2026-10-25T23:00:00.000Z', to: '2026-10-26T23:00:00.000Z' })
  expect(of('yesterday')).toEqual({ from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' })
  expect(of('week')).toMatchObject({ from: '2026-10-18T22:00:00.000Z' })
})
