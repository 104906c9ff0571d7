/** A decision in plain sentences: why did this call go there? */
import { DateTime } from 'luxon'
import type { Language, Phrase } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import type { Decision, RuleOutcome, Seen, SeenTree, Tried } from './decision.ts'
import { operators } from './operators.ts'
import type { Stage } from './rule.ts'

export interface TraceLine {
  readonly rule: string
  readonly stage: Stage
  readonly scope: Tried['scope']
  readonly outcome: RuleOutcome
  /** "Won: a closed activity answers for the person. The activity closes the phone: yes." */
  readonly sentence: string
}

export interface Trace {
  /** What was done and which rule said so. */
  readonly outcome: string
  /** Rules in the order in which they were tried. */
  readonly tried: TraceLine[]
  /** Actions that came with it. */
  readonly also: string[]
  readonly milliseconds: number
}

const outcomes: Record<RuleOutcome, Phrase> = {
  won: { sv: 'Vann', en: 'Won' },
  held: { sv: 'Gällde', en: 'Held' },
  'not-held': { sv: 'Gällde inte', en: 'Did not hold' },
  unknown: { sv: 'Gick inte att avgöra', en: 'Could not be decided' },
  skipped: { sv: 'Hoppades över', en: 'Skipped' },
  failed: { sv: 'Gällde, men gick inte att utföra', en: 'Held, but could not be carried out' },
}

interface Reader {
  readonly language: Language
  /** IANA zone in which times are told. */
  readonly zone: string
  /** When it was decided: times of that day are told without their date. */
  readonly at: Date
  /** Words for values that are keys. */
  readonly values?: Readonly<Record<string, Phrase>> | undefined
}

export function trace(decision: Decision, catalogue: Catalogue, who: Pick<Reader, 'language' | 'zone'>): Trace {
  const { language } = who
  const reader: Reader = { ...who, at: decision.occurrence.at }
  const winner = decision.tried.find(({ outcome }) => outcome === 'won')
  const action = decision.route && said(decision.route.action.type, decision.route.action.params, catalogue, reader)
  const by = winner ? winner.title[language] : { sv: 'ingen regel gällde', en: 'no rule held' }[language]
  return {
    outcome: action ? `${capital(action)}: ${by}.` : `${capital(by)}.`,
    tried: decision.tried.map(one => ({
      rule: one.rule,
      stage: one.stage,
      scope: one.scope,
      outcome: one.outcome,
      sentence: line(one, catalogue, reader),
    })),
    also: decision.also.map(({ action: { type, params } }) => `${capital(said(type, params, catalogue, reader))}.`),
    milliseconds: decision.tookMs,
  }
}

function line(tried: Tried, catalogue: Catalogue, reader: Reader): string {
  const head = `${outcomes[tried.outcome][reader.language]}: ${tried.title[reader.language]}.`
  const saw = tried.conditions ? telling(tried.conditions).map(seen => condition(seen, catalogue, reader)) : []
  const error = tried.error ? ` ${capital(tried.error)}.` : ''
  return saw.length > 0 ? `${head} ${capital(saw.join('; '))}.${error}` : `${head}${error}`
}

/** The conditions that settled it: those that held where it held, those that failed where it failed. */
function telling(tree: SeenTree): Seen[] {
  if ('fact' in tree) return [tree]
  if ('not' in tree) return telling(tree.not)
  const parts = 'all' in tree ? tree.all : tree.any
  const deciding = parts.filter(part => part.held === tree.held)
  return (deciding.length > 0 ? deciding : parts).flatMap(telling)
}

function condition(seen: Seen, catalogue: Catalogue, who: Reader): string {
  const definition = catalogue.facts.get(seen.fact)?.definition
  const reader: Reader = { ...who, values: definition?.values }
  const { language } = reader
  const what = (seen.path && definition?.paths?.[seen.path]?.[language]) ?? definition?.say[language] ?? seen.fact
  if (!seen.saw.known) return `${what}: ${{ sv: 'okänt', en: 'unknown' }[language]}, ${seen.saw.why[language]}`
  const value = shown(seen.saw.value, reader)
  if (seen.operator === 'equal' && (typeof seen.wanted === 'boolean' || seen.held)) return `${what}: ${value}`
  const operator = operators[seen.operator]?.say[language] ?? seen.operator
  return `${what} ${operator} ${shown(seen.wanted, reader)}: ${yesNo(seen.held === true, language)} (${value})`
}

/** An action in words, its arguments filled in. */
function said(type: string, params: Readonly<Record<string, unknown>> = {}, catalogue: Catalogue, who: Reader): string {
  const definition = catalogue.actions.get(type)?.definition
  const reader: Reader = { ...who, values: definition?.values }
  const words = definition?.say[who.language] ?? type
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(params[name], reader))
}

const yesNo = (value: boolean, language: Language) => ({ sv: value ? 'ja' : 'nej', en: value ? 'yes' : 'no' })[language]

function shown(value: unknown, reader: Reader): string {
  const { language } = reader
  if (typeof value === 'boolean') return yesNo(value, language)
  if (value === undefined || value === null || value === '') return { sv: 'inget', en: 'nothing' }[language]
  if (Array.isArray(value)) return value.map(one => shown(one, reader)).join(', ')
  if (typeof value === 'object') {
    if (language in value) return String((value as Record<string, unknown>)[language])
    if ('name' in value) return shown(value.name, reader)
    return JSON.stringify(value)
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return time(value, reader)
  const key = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  return reader.values?.[key]?.[language] ?? key
}

function time(iso: string, { zone, language, at }: Reader): string {
  const moment = DateTime.fromISO(iso, { zone, locale: language })
  return moment.toFormat(moment.hasSame(DateTime.fromJSDate(at, { zone }), 'day') ? 'HH:mm' : 'd LLL HH:mm')
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
