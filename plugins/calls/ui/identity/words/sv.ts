import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  shows: 'När du ringer ut visas',
  'shows.about':
    'Gäller alla samtal utanför organisationen. Kollegor ser alltid vem som ringer, och 112 får alltid ditt riktiga nummer.',
  landline: 'Ditt fasta nummer',
  hidden: 'Inget nummer',
  'hidden.about': 'Den du ringer ser ”dolt nummer”.',
  mobile: 'Ditt mobilnummer',
  number: '{name}',
  none: 'Du har inget eget nummer. Utan ett eget visas inget, om du inte väljer något annat.',
  'for-one': 'För ett enda samtal',
  'for-one.about': 'Slå det här före numret, på vilken telefon som helst.',
  'code.hidden': 'inget nummer visas',
  'code.landline': 'det fasta numret visas',
  'code.mobile': 'mobilnumret visas',
  'code.number': '{name} visas',
  next: 'Nästa samtal visar',
  'next.standard': 'Standard',
  'next.about':
    'Gäller ett samtal, från appen eller en bordstelefon som den ringer upp. Kollegor ser alltid vem som ringer.',
  desk: 'På bordstelefoner som ringer visas',
  'desk.about': 'Appen visar alltid båda. Ringer någon en svarsgrupp står gruppens namn först: ”Växel: Maria Holm”.',
  'desk.name': 'Namn',
  'desk.number': 'Nummer',
  'desk.both': 'Namn och nummer',
  failed: 'Inställningarna gick inte att hämta',
  again: 'Försök igen',
  saved: 'Sparat',
}
