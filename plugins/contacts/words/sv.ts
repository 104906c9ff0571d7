import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'contacts.not-found': 'Kontakten finns inte.',
  'contacts.not-a-number': '{number} är inget telefonnummer. Skriv det med riktnummer.',
  'contacts.number-twice': '{number} finns med två gånger.',
  'contacts.not-an-address': 'E-post ska skrivas som namn@foretag.se.',
  'field.company': 'Företag',
  'field.numbers': 'Nummer',
  'field.emails': 'E-postadresser',
  'field.notes': 'Anteckningar',
  'field.target': 'Vem',
  'field.search': 'Sök',
}
