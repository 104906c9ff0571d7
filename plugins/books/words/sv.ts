import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'books.refused': 'Adressboken släppte inte in Svara. Kontrollera namn och lösenord, eller logga in igen.',
  'books.unavailable': 'Adressboken svarar inte. Det som är känt finns kvar, och nytt försök görs.',
  'books.gone': 'Adressboken finns inte längre.',
  'books.address': 'Det finns ingen adressbok på den adressen.',
  'books.not-found': 'Länken eller kortet finns inte.',
  'books.vendor': 'Svara är inte inställd för de adressböckerna.',
  'books.consent': 'Det här påbörjades inte här, eller för länge sedan. Börja om.',
  'field.address': 'Adress',
  'field.user': 'Användarnamn',
}
