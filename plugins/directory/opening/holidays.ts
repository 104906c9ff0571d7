/** Public holidays by country, as days of the calendar there. */
import Holidays from 'date-holidays'
import type { Phrase } from '../../../core/define.ts'

type Year = ReadonlyMap<string, Phrase>

const dayMs = 24 * 3600 * 1000
const years = new Map<string, Year>()
const countries = new Map<string, Holidays>()

/** The holiday on a day ("2026-06-19") in a country (ISO 3166), if there is one. A country that nobody knows has none. */
export function holidayOn(day: string, country: string): Phrase | undefined {
  const year = day.slice(0, 4)
  const key = `${country} ${year}`
  let known = years.get(key)
  if (!known) {
    known = holidaysOf(Number(year), country)
    years.set(key, known)
  }
  return known.get(day)
}

/**
 * `public` are the days that the law names (lag 1989:253 om allmänna helgdagar). `bank` are in Sweden midsommarafton, julafton and
 * nyårsafton: no holidays by that law, but days that semesterlagen (1977:480) section 3 a puts beside Sundays and holidays, and on which
 * offices and banks are closed. Half days (trettondagsafton, valborg) and days that are only observed are left out.
 */
function holidaysOf(year: number, country: string): Year {
  let calendar = countries.get(country)
  if (!calendar) {
    calendar = new Holidays(country, { types: ['public', 'bank'] })
    countries.set(country, calendar)
  }
  const english = new Map(calendar.getHolidays(year, 'en').map(({ date, rule, name }) => [`${date} ${rule}`, name]))
  const days = new Map<string, Phrase>()
  for (const { date, rule, name, start, end } of calendar.getHolidays(year, 'sv')) {
    if (!date.includes(' 00:00:00')) continue
    const names = { sv: name, en: english.get(`${date} ${rule}`) ?? name }
    // `date` is the day there; `start` and `end` are instants, and a clock change in between makes a day an hour longer or shorter.
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs))
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
    for (let index = 0; index < length; index += 1) {
      const day = new Date(first + index * dayMs).toISOString().slice(0, 10)
      if (!days.has(day)) days.set(day, names)
    }
  }
  return days
}
