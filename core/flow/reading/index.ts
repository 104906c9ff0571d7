/**
 * A rule as one good sentence in Swedish and English: "If Sales is called after 15:00 and the activity closes the phone, forward the call to
 * the switchboard." Made from the catalogue's plain data, so that a browser can: the hub, the ladder and the editor read alike.
 */
import type { ActionCall, Language, Phrase } from '../../define.ts'
import type { CatalogueDescription, ValueType } from '../description.ts'
import type { Condition, Rule } from '../rule.ts'
import { actionText } from './actions.ts'
import { clauseOf } from './clauses.ts'
import { situation } from './situation.ts'
import { valueText } from './values.ts'
import { type Names, type Vocabulary, vocabulary } from './vocabulary.ts'

export type { Names } from './vocabulary.ts'

/** What of a rule its sentence tells. */
export type ReadRule = Pick<Rule, 'on' | 'stage' | 'conditions' | 'event' | 'also' | 'whenUnknown'>

export interface Reading {
  /** Capital letter and full stop. */
  sentence(rule: ReadRule, language: Language): string
  /** The same, in both. */
  both(rule: ReadRule): Phrase
  /** A clause as it follows "if", of a rule about this event. */
  condition(condition: Condition, on: string, language: Language): string
  /** In the imperative. */
  action(call: ActionCall, language: Language): string
  value(value: unknown, type: ValueType, language: Language): string
}

const unsure: Phrase = { sv: ', eller om det inte går att ta reda på', en: ", or if that can't be found out" }

export function openReading(catalogue: CatalogueDescription, names: Names): Reading {
  const known: Readonly<Record<Language, Vocabulary>> = {
    sv: vocabulary(catalogue, names, 'sv'),
    en: vocabulary(catalogue, names, 'en'),
  }
  const sentence = (rule: ReadRule, language: Language): string => {
    const words = known[language]
    const { word, clause } = situation(rule, words)
    const doubt = rule.whenUnknown === 'holds' && isAsked(rule.conditions) ? words.said(unsure) : ''
    const actions = [rule.event, ...(rule.also ?? [])].map(call => actionText(call, words))
    return ended(`${words.said(word)} ${clause}${doubt}, ${words.and([...new Set(actions)])}`)
  }
  return {
    sentence,
    both: rule => ({ sv: sentence(rule, 'sv'), en: sentence(rule, 'en') }),
    condition: (condition, on, language) => clauseOf(condition, on, known[language]),
    action: (call, language) => actionText(call, known[language]),
    value: (value, type, language) => valueText(value, type, known[language]),
  }
}

const isAsked = (condition: Condition): boolean => !('all' in condition) || condition.all.some(isAsked)

/** What ends in a quotation that is whole has its full stop within. */
const ended = (text: string): string => (/[.!?…][”“"]?$/.test(text) ? text : `${text}.`)
