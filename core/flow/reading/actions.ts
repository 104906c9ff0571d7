/** What a rule asks for, in the imperative: "ring the phones for 20 s". */
import type { ActionCall, Phrase } from '../../define.ts'
import type { ParamDescription } from '../description.ts'
import { isReference } from '../rule.ts'
import { valueText } from './values.ts'
import { filled, type Vocabulary } from './vocabulary.ts'

const unknown: Phrase = { sv: 'gör något som inte finns längre', en: 'do something that is there no more' }
const read: Phrase = { sv: 'det som gäller då', en: 'what is so then' }

export function actionText({ type, params = {} }: ActionCall, words: Vocabulary): string {
  const action = words.action(type)
  if (!action) return words.said(unknown)
  const text = (name: string, isOptional: boolean) => {
    const param = action.params.find(one => one.name === name)
    return param && argument(params[name] ?? param.standard, param, words, isOptional)
  }
  const template = words.said(action.reads ?? action.say)
  const within = template.replaceAll(/\[(?:(\w+):)?([^\]]*)\]/g, (_, named: string | undefined, part: string) => {
    if (named !== undefined && !isGiven(params[named])) return ''
    const names = [...part.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const texts = names.map(name => [name, text(name, true)] as const)
    if (texts.some(([, said]) => said === undefined)) return ''
    return texts.reduce((made, [name, said = '']) => filled(made, name, said), part)
  })
  return within.replaceAll(/ ?\{(\w+)\}/g, (braced, name: string) => {
    const said = text(name, false)
    return said === undefined ? '' : braced.startsWith(' ') ? ` ${said}` : said
  })
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false

/** Undefined: there is none; or it is read from a fact, and no rule says what that is called, and it isn't missed. */
function argument(value: unknown, { type }: ParamDescription, words: Vocabulary, isOptional: boolean) {
  if (!isGiven(value)) return undefined
  if (!isReference(value)) return valueText(value, type, words)
  const look = words.look(value)
  if (look?.reads?.noun) return words.said(look.reads.noun)
  return isOptional ? undefined : words.said(look?.say ?? read)
}
