import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'trunks.not-found': 'Trunken finns inte.',
  'trunks.user-missing': 'En trunk som vi registrerar oss hos behöver en användare.',
  'trunks.secret-missing': 'En trunk som vi registrerar oss hos behöver ett lösenord.',
  'field.host': 'Adress',
  'field.port': 'Port',
  'field.user': 'Användare',
  'field.secret': 'Lösenord',
  'field.authName': 'Användarnamn för lösenordet',
  'field.addresses': 'Fler adresser',
  'field.ranges': 'Nummerserier',
  'field.main': 'Huvudnummer',
  'field.most': 'Samtal samtidigt',
  'field.ways': 'Utvägar',
}
