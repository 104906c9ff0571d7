import { afterEach, expect, test, vi } from 'vitest'
import { ianaZone, instant } from './zone.ts'

afterEach(() => vi.unstubAllEnvs())

test.each([
  ['Europe/Stockholm', 'Europe/Stockholm'],
  // One name for many countries: the owner's, where it is one of them, else the one that Unicode CLDR has for the world.
  ['W. Europe Standard Time', 'Europe/Stockholm'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['UTC', 'UTC'],
  ['/mozilla.org/20070129_1/Europe/Stockholm', 'Europe/Stockholm'],
  ['+01:00', undefined],
  ['tzone://Microsoft/Utc', 'UTC'],
  ['Customized Time Zone', undefined],
  ['tzone://Microsoft/Custom', undefined],
  ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', undefined],
  ['', undefined],
])('"%s" is %s to somebody in Stockholm', (name, zone) => {
  expect(ianaZone(name, 'Europe/Stockholm')).toBe(zone)
})

test('to somebody in Oslo, W. Europe is Oslo; to somebody in Tokyo, Berlin', () => {
  expect(ianaZone('W. Europe Standard Time', 'Europe/Oslo')).toBe('Europe/Oslo')
  expect(ianaZone('W. Europe Standard Time', 'Asia/Tokyo')).toBe('Europe/Berlin')
})

test.each(['UTC', 'Pacific/Auckland'])('a wall clock is placed by its own zone, whatever the host’s (%s)', host => {
  vi.stubEnv('TZ', host)
  expect(instant('2026-10-24T13:30:00', 'Europe/Stockholm')).toBe('2026-10-24T11:30:00.000Z')
  // A day later clocks have gone back.
  expect(instant('2026-10-25T13:30:00.0000000', 'Europe/Stockholm')).toBe('2026-10-25T12:30:00.000Z')
  // Twice, and never: the first, and by the offset before.
  expect(instant('2026-10-25T02:30:00', 'Europe/Stockholm')).toBe('2026-10-25T00:30:00.000Z')
  expect(instant('2026-03-29T02:30:00', 'Europe/Stockholm')).toBe('2026-03-29T01:30:00.000Z')
  expect(instant('tomorrow', 'Europe/Stockholm')).toBeUndefined()
})
