/** A value as it is said in a sentence. */
import type { Phrase } from '../../define.ts'
import type { ValueType } from '../description.ts'
import type { Vocabulary } from './vocabulary.ts'

const yes: Phrase = { sv: 'ja', en: 'yes' }
const no: Phrase = { sv: 'nej', en: 'no' }
const gone: Readonly<Record<string, Phrase>> = {
  person: { sv: 'någon som inte finns längre', en: 'somebody who is there no more' },
  'own-number': { sv: 'ett nummer som inte finns längre', en: 'a number that is there no more' },
  activity: { sv: 'en hänvisning som inte finns längre', en: 'an activity that is there no more' },
}
const complex: Phrase = { sv: 'något sammansatt', en: 'something of many parts' }

/** Of lists the items, to be joined by whoever knows how. */
export const listed = (value: unknown, type: ValueType, words: Vocabulary): string[] => [
  ...new Set((Array.isArray(value) ? value : [value]).map(one => valueText(one, type, words))),
]

export function valueText(value: unknown, type: ValueType, words: Vocabulary): string {
  if (Array.isArray(value)) return words.or(listed(value, type, words))
  if (typeof value === 'boolean') return words.said(value ? yes : no)
  if (typeof value === 'number') return numberText(value, type, words)
  if (typeof value === 'string') return textOf(value, type, words)
  if (isPhrase(value)) return quoted(value[words.language], words)
  // Not chosen yet: the sentence has a place for it.
  return value === null || value === undefined ? '…' : words.said(complex)
}

const isPhrase = (value: unknown): value is Phrase =>
  typeof value === 'object' &&
  value !== null &&
  'sv' in value &&
  'en' in value &&
  typeof value.sv === 'string' &&
  typeof value.en === 'string'

export const quoted = (text: string, { language }: Pick<Vocabulary, 'language'>): string =>
  language === 'sv' ? `”${text}”` : `“${text}”`

function numberText(value: number, { kind }: ValueType, { language }: Vocabulary): string {
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB'
  const written = (amount: number) => new Intl.NumberFormat(locale).format(amount)
  if (kind !== 'duration') return written(value)
  const minutes = value / 60
  return Number.isInteger(minutes) && minutes >= 2 ? `${written(minutes)} min` : `${written(value)} s`
}

function textOf(value: string, type: ValueType, words: Vocabulary): string {
  const { language } = words
  switch (type.kind) {
    case 'choice': {
      const choice = type.choices?.find(one => one.value === value)
      return choice ? words.said(choice.say) : quoted(value, words)
    }
    case 'person':
    case 'own-number':
    case 'team':
    case 'activity':
      return named(value, type, words)
    case 'phone-number':
      return numberNamed(value, words)
    case 'country':
      return countryText(value, words)
    case 'time-of-day':
      return value.slice(0, 5)
    case 'weekday':
      return words.said(weekdays[value]?.one ?? { sv: value, en: value })
    case 'date':
      return dateText(value, language)
    case 'moment':
      return momentText(value, words)
    default:
      return quoted(value, words)
  }
}

function named(value: string, { kind }: ValueType, words: Vocabulary): string {
  const all = words.values[kind]
  const found = all?.find(one => one.value === value)
  if (found) return words.said(found.say)
  // A team goes by its name; an id nobody can read.
  return gone[kind] ? words.said(gone[kind]) : value
}

/** By the name of whose it is, where it is one of the organisation's. */
function numberNamed(value: string, words: Vocabulary): string {
  const own = words.values['own-number']?.find(({ numbers }) => numbers?.includes(value))
  const owner = own ?? words.values.person?.find(({ numbers }) => numbers?.includes(value))
  if (owner) return words.said(owner.say)
  return words.number?.(value) ?? value
}

function countryText(value: string, { language }: Vocabulary): string {
  if (!/^[A-Za-z]{2}$/.test(value)) return value
  return new Intl.DisplayNames(language, { type: 'region' }).of(value.toUpperCase()) ?? value
}

const day = { day: 'numeric', month: 'long', year: 'numeric' } as const

function dateText(value: string, language: 'sv' | 'en'): string {
  const at = new Date(`${value}T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return value
  return new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { ...day, timeZone: 'UTC' }).format(at)
}

function momentText(value: string, { language, zone = 'UTC' }: Vocabulary): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return value
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB'
  const date = new Intl.DateTimeFormat(locale, { ...day, timeZone: zone }).format(at)
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
  return `${date} ${time}`
}

/** "det är måndag", "på måndagar". */
export const weekdays: Readonly<Record<string, { readonly one: Phrase; readonly all: Phrase }>> = {
  monday: { one: { sv: 'måndag', en: 'Monday' }, all: { sv: 'måndagar', en: 'Mondays' } },
  tuesday: { one: { sv: 'tisdag', en: 'Tuesday' }, all: { sv: 'tisdagar', en: 'Tuesdays' } },
  wednesday: { one: { sv: 'onsdag', en: 'Wednesday' }, all: { sv: 'onsdagar', en: 'Wednesdays' } },
  thursday: { one: { sv: 'torsdag', en: 'Thursday' }, all: { sv: 'torsdagar', en: 'Thursdays' } },
  friday: { one: { sv: 'fredag', en: 'Friday' }, all: { sv: 'fredagar', en: 'Fridays' } },
  saturday: { one: { sv: 'lördag', en: 'Saturday' }, all: { sv: 'lördagar', en: 'Saturdays' } },
  sunday: { one: { sv: 'söndag', en: 'Sunday' }, all: { sv: 'söndagar', en: 'Sundays' } },
}
