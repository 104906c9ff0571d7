/** Dates: ISO 8601 into the day and the month's name, and the day as an ordinal ("24:e november", "the 24th of November"). */
import { DateTime } from 'luxon'
import type { Language } from '../../../../core/define.ts'

const iso = /(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])/g

const months = {
  sv: 'januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december',
  en: 'January|February|March|April|May|June|July|August|September|October|November|December',
}
const dayAndMonth = (language: Language) =>
  new RegExp(`(?:\\bthe )?(?<![\\d:.,])([12]?\\d|3[01])\\s(${months[language]})\\b`, 'gi')

const ending = new Intl.PluralRules('en', { type: 'ordinal' })
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }

function ordinal(day: string, month: string, language: Language): string {
  if (language === 'sv') return `${day}:e ${month}`
  return `the ${day}${endings[ending.select(Number(day))] ?? 'th'} of ${month}`
}

export function dates(text: string, language: Language): string {
  return text
    .replace(iso, written => {
      const date = DateTime.fromISO(written, { locale: language })
      return date.isValid ? date.toFormat('d MMMM yyyy') : written
    })
    .replace(dayAndMonth(language), (_, day: string, month: string) => ordinal(day, month, language))
}
