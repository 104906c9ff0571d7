/** What rules saw and did, in words: by the fact's own sentences where its plugin has given them, else by its declared words. */
import { DateTime } from 'luxon'
import type { ActionCall, FactWords, Language, Phrase, Teller } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import type { Decision, FactSeen, Known, Seen } from './decision.ts'
import { operators } from './operators.ts'

/** To whom a decision is told. */
export interface Reader {
  readonly language: Language
  /** IANA zone in which times are told. */
  readonly zone: string
  /** Id: what is about this person is "yours". */
  readonly person?: string | undefined
  /** Name of the organisation. */
  readonly organisation?: string | undefined
  /** How numbers are written; as they are unless given. */
  readonly number?: ((number: string) => string) | undefined
  /** Words of an error's code; undefined where it has none. */
  readonly problem?: ((code: string) => string | undefined) | undefined
}

export interface Told {
  /** "Your activity" */
  readonly what: string
  /** "In a meeting until 14:30", or why nobody knows. */
  readonly value: string
  readonly unknown?: true
}

interface Values extends Reader {
  /** When it was decided: times of that day are told without their date. */
  readonly at: Date
  /** Words for values that are keys. */
  readonly values?: Readonly<Record<string, Phrase>> | undefined
}

const unknown: Phrase = { sv: 'okänt', en: 'unknown' }

export function telling(decision: Decision, catalogue: Catalogue, who: Reader) {
  const { language } = who
  const { at, parties } = decision.occurrence
  const reader: Values = { ...who, at }
  const all = facts(decision)

  const keyOf = (fact: string, params: FactSeen['params']) => {
    const parsed = catalogue.facts.get(fact)?.definition.params.safeParse(params ?? {})
    return `${fact} ${JSON.stringify(parsed?.success ? parsed.data : params)}`
  }
  const whole = new Map(all.map(one => [keyOf(one.fact, one.params), one.saw]))

  function teller(params: FactSeen['params'], definition: { params: { safeParse(value: unknown): unknown } }): Teller {
    const parsed = definition.params.safeParse(params ?? {}) as { data?: { of?: unknown } }
    const asked = parsed.data?.of
    const role = typeof asked === 'string' ? asked : parties.callee?.person === undefined ? 'caller' : 'callee'
    const person = parties[role]?.person
    return {
      language,
      yours: person !== undefined && person === who.person,
      time: iso => time(iso, reader),
      number: number => (who.number ? who.number(number) : number),
      party: name => parties[name],
    }
  }

  function clause(seen: Seen): string {
    const definition = catalogue.facts.get(seen.fact)?.definition
    const saw = whole.get(keyOf(seen.fact, seen.params))
    if (definition?.told && seen.saw.known && saw?.known) {
      const told = definition.told.clause(seen.path ?? '$', saw.value, teller(seen.params, definition))
      if (told !== undefined) return told
    }
    return byOperator(seen, { ...reader, values: definition?.values }, catalogue)
  }

  return {
    reader,
    clauses(seen: readonly Seen[]): string[] {
      const isAside = ({ fact, path = '$' }: Seen) =>
        catalogue.facts.get(fact)?.definition.told?.aside?.includes(path) === true
      const weighty = seen.filter(one => !isAside(one))
      return [...new Set((weighty.length > 0 ? weighty : seen).map(clause))]
    },
    facts(): Told[] {
      const told = all.flatMap(({ fact, params, saw }): Told[] => {
        const definition = catalogue.facts.get(fact)?.definition
        if (!definition) return []
        const words = definition.told
        const by = teller(params, definition)
        const what = capital(words?.heading(by) ?? definition.say[language])
        if (!saw.known) return [{ what, value: `${capital(unknown[language])}: ${saw.why[language]}`, unknown: true }]
        const value = asValue(saw, words, by, { ...reader, values: definition.values })
        return value === undefined ? [] : [{ what, value: capital(value) }]
      })
      return [...new Map(told.map(one => [`${one.what} ${one.value}`, one])).values()]
    },
  }
}

/** Undefined for a value of many parts that nobody has given words. */
function asValue(saw: Known & { known: true }, words: FactWords<unknown> | undefined, by: Teller, reader: Values) {
  if (words) return words.value(saw.value, by)
  const plain = typeof saw.value !== 'object' || saw.value === null || reader.language in saw.value
  return plain ? shown(saw.value, reader) : undefined
}

/** Decisions of earlier versions have no list of facts; their conditions tell of those that were asked for whole. */
function facts({ facts: read, tried }: Decision): readonly FactSeen[] {
  if (read) return read
  const leaves = (tree: unknown): Seen[] => {
    if (typeof tree !== 'object' || tree === null) return []
    if ('fact' in tree) return [tree as Seen]
    return Object.values(tree).flatMap(part => (Array.isArray(part) ? part.flatMap(leaves) : leaves(part)))
  }
  return tried.flatMap(({ conditions }) => leaves(conditions)).filter(({ path }) => path === undefined)
}

function byOperator(seen: Seen, reader: Values, catalogue: Catalogue): string {
  const { language } = reader
  const definition = catalogue.facts.get(seen.fact)?.definition
  const what = (seen.path && definition?.paths?.[seen.path]?.[language]) ?? definition?.say[language] ?? seen.fact
  if (!seen.saw.known) return `${what}: ${unknown[language]}, ${seen.saw.why[language]}`
  const words = operators[seen.operator]
  const by = words?.literal ? { ...reader, number: undefined } : reader
  const value = shown(seen.saw.value, by)
  if (seen.operator === 'equal' && (typeof seen.wanted === 'boolean' || seen.held)) return `${what}: ${value}`
  const operator = (seen.held ? words?.say : words?.not)?.[language] ?? seen.operator
  return seen.wanted === undefined ? `${what}: ${value}` : `${what} (${value}) ${operator} ${shown(seen.wanted, by)}`
}

/** An action in words, its arguments filled in. One that isn't given leaves nothing behind, nor the space before it. */
export function said({ type, params = {} }: ActionCall, catalogue: Catalogue, who: Values): string {
  const definition = catalogue.actions.get(type)?.definition
  const reader: Values = { ...who, values: definition?.values }
  const words = definition?.say[who.language] ?? type
  // What a rule leaves out has the value that the action gives it.
  const parsed = definition?.args.safeParse(params)
  const args = { ...params, ...(parsed?.success ? (parsed.data as typeof params) : {}) }
  return words.replaceAll(/( ?)\{(\w+)\}/g, (_, space: string, name: string) =>
    isGiven(args[name]) ? space + shown(args[name], reader) : '',
  )
}

const isGiven = (value: unknown): value is NonNullable<unknown> => value !== undefined && value !== null && value !== ''

const yesNo = (value: boolean, language: Language) => ({ sv: value ? 'ja' : 'nej', en: value ? 'yes' : 'no' })[language]

function shown(value: unknown, reader: Values): string {
  const { language } = reader
  if (typeof value === 'boolean') return yesNo(value, language)
  if (!isGiven(value)) return { sv: 'inget', en: 'nothing' }[language]
  if (Array.isArray(value)) return value.map(one => shown(one, reader)).join(', ')
  if (typeof value === 'object') {
    if (language in value) return String((value as Record<string, unknown>)[language])
    if ('name' in value) return shown(value.name, reader)
    return JSON.stringify(value)
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return time(value, reader)
  if (typeof value === 'string' && /^\+\d{7,}$/.test(value) && reader.number) return reader.number(value)
  const key = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  return reader.values?.[key]?.[language] ?? key
}

function time(iso: string, { zone, language, at }: Values): string {
  const moment = DateTime.fromISO(iso, { zone, locale: language })
  if (moment.hasSame(DateTime.fromJSDate(at, { zone }), 'day')) return moment.toFormat('HH:mm')
  // "okt" and not "okt.", as the app writes it.
  return `${moment.toFormat('d LLL').replace('.', '')} ${moment.toFormat('HH:mm')}`
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
