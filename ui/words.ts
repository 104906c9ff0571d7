/** The app's language, switched while it runs, and the words in it. */
import { effect, signal } from '@preact/signals'
import type { Language } from '../core/define.ts'
import { type Details, type Dictionary, words } from '../core/words.ts'
import { kept } from './kept.ts'

const remembered = kept<Language>('language')

/** The person's own, else what was chosen here before, else what the browser asks for. */
export const language = signal<Language>(remembered.read() ?? (navigator.language.startsWith('sv') ? 'sv' : 'en'))

effect(() => {
  document.documentElement.lang = language.value
  remembered.write(language.value)
})

/** Whoever calls it while rendering is rendered again when the language changes. */
export type Speak<Key extends string> = (key: Key, details?: Details) => string

/** `const t = speak(defineWords({ sv, en }))` and then `t('people.title')`. */
export function speak<Key extends string>(dictionary: Dictionary<Key>): Speak<Key> {
  const said = words(dictionary)
  const [sv, en] = [said('sv'), said('en')]
  return (key, details) => (language.value === 'sv' ? sv : en)(key, details)
}

/** Of words that came with data, those in the app's language. */
export const said = (phrase: Readonly<Record<Language, string>>): string => phrase[language.value]
