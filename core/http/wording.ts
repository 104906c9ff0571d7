/** What is wrong with an input, in words for people: zod's own speak of types and patterns. */
import type { z } from 'zod'
import type { Language } from '../define.ts'
import { coreWords } from '../words/index.ts'
import { words } from '../words.ts'

/** For `safeParse(…, { error: wording(language) })`. */
export function wording(language: Language): z.core.$ZodErrorMap {
  const say = words(coreWords)(language)
  return issue => {
    switch (issue.code) {
      case 'invalid_type':
        if (issue.input === undefined || issue.input === null) return say('problem.missing')
        return say(kinds[issue.expected] ?? 'problem.invalid')
      case 'too_small':
        if (issue.origin === 'string' && issue.minimum === 1) return say('problem.missing')
        return say(smaller[issue.origin] ?? 'problem.small', { limit: Number(issue.minimum) })
      case 'too_big':
        return say(bigger[issue.origin] ?? 'problem.big', { limit: Number(issue.maximum) })
      case 'invalid_format':
        return say(formats[issue.format] ?? 'problem.invalid')
      case 'invalid_value':
        return say('problem.choice', { choices: issue.values.map(String).join(', ') })
      default:
        return say('problem.invalid')
    }
  }
}

type Key = keyof (typeof coreWords)['en']
type Keys = Readonly<Partial<Record<string, Key>>>

const kinds: Keys = {
  string: 'problem.text',
  number: 'problem.number',
  int: 'problem.whole',
  boolean: 'problem.boolean',
  array: 'problem.list',
}
const smaller: Keys = { string: 'problem.short', array: 'problem.few', set: 'problem.few' }
const bigger: Keys = { string: 'problem.long', array: 'problem.many', set: 'problem.many' }
const formats: Keys = {
  email: 'problem.email',
  url: 'problem.url',
  datetime: 'problem.datetime',
  date: 'problem.date',
  uuid: 'problem.id',
}
