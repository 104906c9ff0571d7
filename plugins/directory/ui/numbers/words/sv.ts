import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  about:
    'Vad man kan utelämna när man skriver eller slår ett nummer, i appen, från bordstelefoner och bland kontakter. Kollegors kortnummer går först, och 112 är alltid 112.',
  country: 'Land',
  'country.hint': 'Ett nummer utan + eller 00 finns i det landet.',
  'area-code': 'Riktnummer',
  'area-code.hint': 'Som det slås, till exempel 08. Tomt: lokala nummer slås med sitt riktnummer.',
  example: '{local} går till {whole}.',
  saved: 'Sparat.',
}
