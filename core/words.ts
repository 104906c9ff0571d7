/**
 * Words in both languages. A dictionary is a value, `{ sv, en }`, with the same keys in each: a key that one language lacks
 * doesn't compile. The hub's own stand in core/words/, a plugin's in its words/, and `Plugin.words` hands them in.
 */
import type { Language } from './define.ts'

export type Dictionary<Key extends string = string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>

/** Checks that both languages have the same keys, and keeps those keys in the type. */
export const defineWords = <Key extends string>(dictionary: Dictionary<Key>): Dictionary<Key> => dictionary

export type Details = Readonly<Record<string, unknown>>
/** The words of a key with `{name}` replaced by the detail of that name. */
export type Say<Key extends string = string> = (key: Key, details?: Details) => string

/** `words(dictionary)('sv')('people.not-found', { name: 'Anna' })` */
export const words =
  <Key extends string>(dictionary: Dictionary<Key>) =>
  (language: Language): Say<Key> =>
  (key, details) =>
    filled(dictionary[language][key], details)

/**
 * The dictionaries of the hub and its plugins as one. `add` throws when two have the same key; only names of fields may be given
 * more than once (many things have a name), and the first counts.
 */
export interface Lexicon {
  add(dictionary: Dictionary): void
  /** Undefined where nobody has words for the key. */
  say(language: Language, key: string, details?: Details): string | undefined
}

export function lexicon(...dictionaries: readonly Dictionary[]): Lexicon {
  const known: Record<Language, Map<string, string>> = { sv: new Map(), en: new Map() }
  const add = (dictionary: Dictionary) => {
    for (const [key, sentence] of Object.entries(dictionary.en)) {
      const translated = dictionary.sv[key]
      if (translated === undefined) throw new Error(`No Swedish words for ${key}`)
      if (known.en.has(key) && key.startsWith('field.')) continue
      if (known.en.has(key)) throw new Error(`Words for ${key} are given twice`)
      known.en.set(key, sentence)
      known.sv.set(key, translated)
    }
  }
  for (const dictionary of dictionaries) add(dictionary)
  return {
    add,
    say: (language, key, details) => {
      const sentence = known[language].get(key)
      return sentence === undefined ? undefined : filled(sentence, details)
    },
  }
}

const filled = (sentence: string, details: Details = {}) =>
  sentence.replace(/\{(\w+)\}/g, (braced, name: string) => {
    const value = details[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : braced
  })
