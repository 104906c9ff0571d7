import { afterEach, expect, test, vi } from 'vitest'

const hostZone = process.env.TZ
afterEach(() => {
  if (hostZone === undefined) delete process.env.TZ
  else process.env.TZ = hostZone
})

// Lag (1989:253) om allmänna helgdagar, and the three eves of semesterlagen section 3 a.
const swedish2026 = [
  '2026-01-01 nyårsdagen',
  '2026-01-06 trettondedag jul',
  '2026-04-03 långfredagen',
  '2026-04-05 påskdagen',
  '2026-04-06 annandag påsk',
  '2026-05-01 första maj',
  '2026-05-14 Kristi himmelsfärdsdag',
  '2026-05-24 pingstdagen',
  '2026-06-06 nationaldagen',
  '2026-06-19 midsommarafton',
  '2026-06-20 midsommardagen',
  '2026-10-31 alla helgons dag',
  '2026-12-24 julafton',
  '2026-12-25 juldagen',
  '2026-12-26 annandag jul',
  '2026-12-31 nyårsafton',
]

const daysOf2026 = Array.from({ length: 365 }, (_, index) =>
  new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
)

test.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles'])(
  'the Swedish year 2026, on a machine in %s',
  async zone => {
    process.env.TZ = zone
    // Fresh, or the year would be remembered from another zone.
    vi.resetModules()
    const { holidayOn } = await import('./holidays.ts')
    const found = daysOf2026.flatMap(day => {
      const holiday = holidayOn(day, 'SE')
      return holiday ? [`${day} ${holiday.sv}`] : []
    })
    expect(found).toEqual(swedish2026)
  },
)

test('names are in both languages', async () => {
  const { holidayOn } = await import('./holidays.ts')
  expect(holidayOn('2026-12-26', 'SE')).toEqual({ sv: 'annandag jul', en: 'Boxing Day' })
})

test('other countries have other days, and an unknown one has none', async () => {
  const { holidayOn } = await import('./holidays.ts')
  expect(holidayOn('2026-05-17', 'NO')?.en).toBe('Constitution Day')
  expect(holidayOn('2026-06-19', 'NO')).toBeUndefined()
  expect(holidayOn('2026-12-25', 'ZZ')).toBeUndefined()
})
