/**
 * Telephone numbers, which espeak-ng reads as amounts ("plus forty-six billions"): digit by digit, a pause between the
 * groups that the number is written in.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Language } from '../../../../core/define.ts'

const telephone = /(?<![\p{L}\d.,:+-])(?:\+\d|0\d)(?:[\s/-]{0,2}\d){5,14}(?![\d:])/gu
/** Three to five digits are a short number only behind a word that says so. */
const short = {
  sv: /(?<=(?:^|[^\p{L}])(?:anknytning|ankn\.?|nummer|nr\.?|tryck|ring)\s)\d{3,5}(?![\d:.,]*\d)/giu,
  en: /(?<=(?:^|[^\p{L}])(?:extension|ext\.?|number|no\.?|press|dial|call)\s)\d{3,5}(?![\d:.,]*\d)/giu,
}

const apart = (digits: string) => digits.split('').join(' ')

/** As people in the country of the language's callers write it: 070-174 06 05 in Swedish, +46 70 174 06 05 in English. */
function written(number: string, language: Language): string {
  const parsed = parsePhoneNumberFromString(number, 'SE')
  if (!parsed?.isPossible()) return number
  const national = parsed.countryCallingCode === '46' && (language === 'sv' || !number.startsWith('+'))
  return national ? parsed.formatNational() : parsed.formatInternational()
}

export function numbers(text: string, language: Language): string {
  return text
    .replace(telephone, number => {
      const shown = written(number, language)
      const groups = shown.match(/\d+/g) ?? []
      return (shown.startsWith('+') ? 'plus ' : '') + groups.map(apart).join(', ')
    })
    .replace(short[language], apart)
}
