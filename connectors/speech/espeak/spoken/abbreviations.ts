/** Abbreviations that espeak-ng spells out or misreads, as the words they stand for. */
import type { Language } from '../../../../core/define.ts'

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  sv: {
    'kl.': 'klockan',
    kl: 'klockan',
    't.ex.': 'till exempel',
    'bl.a.': 'bland annat',
    'm.m.': 'med mera',
    'm.fl.': 'med flera',
    'osv.': 'och så vidare',
    'dvs.': 'det vill säga',
    'fr.o.m.': 'från och med',
    't.o.m.': 'till och med',
    'tel.': 'telefon',
    'ankn.': 'anknytning',
    nr: 'nummer',
    'nr.': 'nummer',
    vxl: 'växel',
    'vxl.': 'växel',
    'avd.': 'avdelning',
    'min.': 'minuter',
    'tim.': 'timmar',
    AB: 'A B',
    HB: 'H B',
  },
  en: {
    'e.g.': 'for example',
    'i.e.': 'that is',
    'etc.': 'et cetera',
    'approx.': 'approximately',
    'ext.': 'extension',
    ext: 'extension',
    'tel.': 'telephone',
    'no.': 'number',
    'dept.': 'department',
    'min.': 'minutes',
    AB: 'A B',
  },
}

/** Ends of sentences, and "min" is Swedish for "my": these are abbreviations beside a number only. */
const beside: Readonly<Record<string, (word: string) => string>> = {
  'no.': word => `${word}(?=\\s?\\d)`,
  'min.': word => `(?<=\\d\\s?)${word}`,
  'tim.': word => `(?<=\\d\\s?)${word}`,
}

/** As it stands, or with a capital at the start of a sentence. */
function alternative(word: string): string {
  const [first = '', ...rest] = word.split('')
  const written = `[${first}${first.toUpperCase()}]${rest.join('').replaceAll('.', '\\.')}`
  return beside[word]?.(written) ?? written
}

/** Longest first, so that "kl." goes before "kl". */
function pattern(language: Language): RegExp {
  const all = Object.keys(words[language]).sort((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\p{L}\\d.])(?:${all.map(alternative).join('|')})(?![\\p{L}\\d])`, 'gu')
}
const patterns: Readonly<Record<Language, RegExp>> = { sv: pattern('sv'), en: pattern('en') }

export const abbreviations = (text: string, language: Language): string =>
  text.replace(patterns[language], word => words[language][word] ?? words[language][word.toLowerCase()] ?? word)
