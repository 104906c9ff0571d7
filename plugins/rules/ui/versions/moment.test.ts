import { expect, test } from 'vitest'
import { momentOf } from './moment.ts'

test.each([
  ['2026-12-01', '08:00', 'Europe/Stockholm', '2026-12-01T07:00:00.000Z'],
  ['2026-06-01', '08:00', 'Europe/Stockholm', '2026-06-01T06:00:00.000Z'],
  ['2026-10-25', '00:30', 'Europe/Stockholm', '2026-10-24T22:30:00.000Z'],
  ['2026-10-25', '23:30', 'Europe/Stockholm', '2026-10-25T22:30:00.000Z'],
  ['2026-03-29', '03:30', 'Europe/Stockholm', '2026-03-29T01:30:00.000Z'],
  ['2026-12-01', '08:00', 'America/New_York', '2026-12-01T13:00:00.000Z'],
])('%s %s in %s', (date, time, zone, wanted) => {
  expect(momentOf(date, time, zone)).toBe(wanted)
})
