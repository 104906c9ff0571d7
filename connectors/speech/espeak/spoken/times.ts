/**
 * Times of day. espeak-ng reads 14:30 right in Swedish; a dot it reads as "point" in both languages, and 14:00 in English
 * as "fourteen zero zero", so English gets the twelve-hour clock.
 */
import type { Language } from '../../../../core/define.ts'

/** A dot is a time only behind a word that says so: elsewhere "12.50" may be money, or a version. */
const dotted = {
  sv: /(?<=(?:^|[^\p{L}])(?:kl\.?|klockan|till|från|efter|före|innan)\s)([01]?\d|2[0-3])\.([0-5]\d)(?![\d.:]*\d)/giu,
  en: /(?<=(?:^|[^\p{L}])(?:at|till|until|from|by|after|before|since)\s)([01]?\d|2[0-3])\.([0-5]\d)(?![\d.:]*\d)/giu,
}
const range = /(?<![\d.:])(\d{1,2})[.:](\d\d)\s?[-–]\s?(\d{1,2})[.:](\d\d)(?![\d.:]*\d)/g
const until = { sv: 'till', en: 'to' }
const colon = /(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:]|\s?[ap]\.?m\b)/giu

function twelveHours(hour: number, minute: number): string {
  if (minute === 0 && hour === 0) return 'midnight'
  if (minute === 0 && hour === 12) return '12 noon'
  const minutes = minute === 0 ? '' : minute < 10 ? ` oh ${minute}` : `:${minute}`
  return `${hour % 12 || 12}${minutes} ${hour < 12 ? 'am' : 'pm'}`
}

export function times(text: string, language: Language): string {
  const colons = text.replace(range, `$1:$2 ${until[language]} $3:$4`).replace(dotted[language], '$1:$2')
  if (language === 'sv') return colons.replace(/(?<![\d:])00?:00(?![\d:])/g, 'noll noll noll noll')
  return colons.replace(colon, (_, hour: string, minute: string) => twelveHours(Number(hour), Number(minute)))
}
