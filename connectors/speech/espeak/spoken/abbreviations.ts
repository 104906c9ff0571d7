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

const escaped = (text: string) => text.replace(/[.]/g, '\\.')

/** Longest first, so that "kl." goes before "kl"; "no." is a number only before one, else it ends a sentence. */
function pattern(language: Language): RegExp {
  const all = Object.keys(words[language]).sort((a, b) => b.length - a.length)
  const alternatives = all.map(word => escaped(word) + (word === 'no.' ? '(?=\\s?\\d)' : ''))
  return new RegExp(`(?<![\\p{L}\\d.])(?:${alternatives.join('|')})(?![\\p{L}\\d])`, 'gu')
}
const patterns: Readonly<Record<Language, RegExp>> = { sv: pattern('sv'), en: pattern('en') }

export const abbreviations = (text: string, language: Language): string =>
  text.replace(patterns[language], word => words[language][word] ?? word)
