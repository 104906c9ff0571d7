/** What a sentence is made of: the catalogue by name, the organisation's values, and how the language joins words. */
import type { Language, Phrase } from '../../define.ts'
import type {
  ActionDescription,
  CatalogueDescription,
  EventDescription,
  FactDescription,
  Look,
  OperatorDescription,
  ValueChoices,
} from '../description.ts'
import type { Reference } from '../rule.ts'

/** What differs from one organisation to another. */
export interface Names {
  /** Who and what there is (`RuleDesk.values`). */
  readonly values: ValueChoices
  /** IANA zone of moments; UTC unless given. */
  readonly zone?: string | undefined
  /** How numbers are written; as they are unless given. */
  readonly number?: ((number: string) => string) | undefined
}

export interface Vocabulary extends Names {
  readonly language: Language
  event(name: string): EventDescription | undefined
  fact(name: string): FactDescription | undefined
  action(name: string): ActionDescription | undefined
  operator(name: string): OperatorDescription | undefined
  look(of: Pick<Reference, 'fact' | 'path'>): Look | undefined
  /** What a phrase says in the language. */
  said(phrase: Phrase): string
  or(parts: readonly string[]): string
  and(parts: readonly string[]): string
}

export function vocabulary(catalogue: CatalogueDescription, names: Names, language: Language): Vocabulary {
  const byName = <One extends { readonly name: string }>(all: readonly One[]) => {
    const found = new Map(all.map(one => [one.name, one]))
    return (name: string) => found.get(name)
  }
  const fact = byName(catalogue.facts)
  // British: no comma before the last.
  const locale = language === 'sv' ? 'sv' : 'en-GB'
  const or = new Intl.ListFormat(locale, { type: 'disjunction' })
  const and = new Intl.ListFormat(locale, { type: 'conjunction' })
  return {
    ...names,
    language,
    event: byName(catalogue.events),
    fact,
    action: byName(catalogue.actions),
    operator: byName(catalogue.operators),
    look: ({ fact: name, path }) => fact(name)?.looks.find(one => one.path === path),
    said: phrase => phrase[language],
    or: parts => or.format(parts),
    and: parts => and.format(parts),
  }
}

export const filled = (words: string, name: string, value: string): string => words.replaceAll(`{${name}}`, () => value)
