/** Time of day, weekday and date: a clause ("it is after 15:00"), or said of what happens ("after 15:00", "on Fridays"). */
import type { Phrase } from '../../define.ts'
import type { LeafCondition } from '../rule.ts'
import type { Stated } from './clauses.ts'
import { listed, weekdays } from './values.ts'
import { filled, type Vocabulary } from './vocabulary.ts'

const kinds = ['time-of-day', 'weekday', 'date'] as const
type TimeKind = (typeof kinds)[number]

const clauses: Readonly<Record<TimeKind, { readonly is: Phrase; readonly isNot: Phrase }>> = {
  'time-of-day': {
    is: { sv: 'klockan är {value}', en: 'it is {value}' },
    isNot: { sv: 'klockan inte är {value}', en: 'it is not {value}' },
  },
  weekday: {
    is: { sv: 'det är {value}', en: 'it is {value}' },
    isNot: { sv: 'det inte är {value}', en: 'it is not {value}' },
  },
  date: {
    is: { sv: 'det är {value}', en: 'it is {value}' },
    isNot: { sv: 'det inte är {value}', en: 'it is not {value}' },
  },
}

const adverbs: Readonly<Record<TimeKind, { readonly is: Phrase; readonly isNot: Phrase }>> = {
  'time-of-day': {
    is: { sv: 'klockan {value}', en: 'at {value}' },
    isNot: { sv: 'en annan tid än {value}', en: 'at another time than {value}' },
  },
  weekday: {
    is: { sv: 'på {value}', en: 'on {value}' },
    isNot: { sv: 'på andra dagar än {value}', en: 'on other days than {value}' },
  },
  date: {
    is: { sv: 'den {value}', en: 'on {value}' },
    isNot: { sv: 'en annan dag än den {value}', en: 'on another day than {value}' },
  },
}

const before: Phrase = { sv: 'före {value}', en: 'before {value}' }
const after: Phrase = { sv: 'efter {value}', en: 'after {value}' }
const between: Phrase = { sv: 'mellan {from} och {to}', en: 'between {from} and {to}' }
const workdays: Phrase = { sv: 'vardagar', en: 'weekdays' }
const five = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

const timeKind = ({ look }: Stated): TimeKind | undefined => kinds.find(kind => kind === look.type.kind)

function compared(leaf: LeafCondition, found: Stated, words: Vocabulary): string | undefined {
  const phrase = leaf.operator === 'before' ? before : leaf.operator === 'after' ? after : undefined
  return phrase && filled(words.said(phrase), 'value', dated(found, words).join(' '))
}

/** "den 9 oktober 2026" behind "före". */
const dated = ({ look, values }: Stated, words: Vocabulary): string[] =>
  listed(values, look.type, words).map(one =>
    look.type.kind === 'date' && words.language === 'sv' ? `den ${one}` : one,
  )

/** Undefined: it is about no time, or compared in another way. */
export function timeClause(
  leaf: LeafCondition,
  found: Stated,
  words: Vocabulary,
  negated: boolean,
): string | undefined {
  const kind = timeKind(found)
  if (!kind) return undefined
  const order = compared(leaf, found, words)
  if (order === undefined && found.is === undefined) return undefined
  const { is, isNot } = clauses[kind]
  const holds = (found.is ?? true) !== negated
  return filled(words.said(holds ? is : isNot), 'value', order ?? words.or(dated(found, words)))
}

/** As it is said of what happens: "after 15:00". */
export function adverbOf(leaf: LeafCondition, found: Stated, words: Vocabulary): string | undefined {
  const kind = timeKind(found)
  if (!kind) return undefined
  const order = compared(leaf, found, words)
  if (order !== undefined || found.is === undefined) return order
  const { is, isNot } = adverbs[kind]
  const values = kind === 'weekday' ? days(found.values, words) : listed(found.values, found.look.type, words)
  return filled(words.said(found.is ? is : isNot), 'value', found.is ? words.and(values) : words.or(values))
}

function days(values: readonly unknown[], words: Vocabulary): string[] {
  const names = values.map(String)
  if (names.length === five.length && five.every(day => names.includes(day))) return [words.said(workdays)]
  return names.map(name => words.said(weekdays[name]?.all ?? { sv: name, en: name }))
}

/** "between 15:00 and 17:00" where both ends are asked for, in the order of the day. */
export function spanOf(one: LeafCondition, other: LeafCondition, words: Vocabulary): string | undefined {
  const from = [one, other].find(({ operator }) => operator === 'after')
  const to = [one, other].find(({ operator }) => operator === 'before')
  const isOne = one.fact === other.fact && one.path === other.path
  const look = words.look(one)
  if (!isOne || !look || look.type.kind !== 'time-of-day') return undefined
  if (typeof from?.value !== 'string' || typeof to?.value !== 'string' || from.value >= to.value) return undefined
  const [start = '', end = ''] = listed([from.value, to.value], look.type, words)
  return filled(filled(words.said(between), 'from', start), 'to', end)
}
