import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  own: 'Din adressbok',
  company: 'Företagets adressbok',
  mobile: 'Mobil',
  work: 'Arbete',
  home: 'Hem',
  main: 'Växel',
  fax: 'Fax',
  pager: 'Personsökare',
  other: 'Nummer',
  nickname: 'Kallas',
  department: 'Avdelning',
  address: 'Adress',
  chat: 'Chatt',
  birthday: 'Födelsedag',
  categories: 'Kategorier',
  page: 'Sida',
  notes: 'Anteckningar',
  from: 'Från {from}. Ändras där och läses därifrån.',
  failed: 'Resten av kortet gick inte att hämta.',
  'try-again': 'Försök igen',
}
