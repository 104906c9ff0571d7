/** A text as espeak-ng should be given it, so that it is heard as a person would say it. */
import type { Language } from '../../../../core/define.ts'
import { abbreviations } from './abbreviations.ts'
import { dates } from './dates.ts'
import { plain } from './marks.ts'
import { numbers } from './numbers.ts'
import { times } from './times.ts'

/** espeak-ng reads a Swedish decimal comma as "punkt". */
const decimals = (text: string, language: Language) =>
  language === 'sv' ? text.replace(/(?<![\d,])(\d+),(\d{1,2})(?![\d,])/g, '$1 komma $2') : text

/** Pure; the empty string where nothing in the text can be said. Words that need no help are left alone. */
export function spoken(text: string, language: Language): string {
  const line = plain(text)
  const dated = dates(times(line, language), language)
  return decimals(abbreviations(numbers(dated, language), language), language)
}
