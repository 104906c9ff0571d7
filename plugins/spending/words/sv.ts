import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'spending.reached': 'En gräns för samtalskostnader är nådd.',
  'spending.no-such-person': 'Personen finns inte.',
  'field.countries': 'Länder',
  'field.premium': 'Betalnummer',
  'field.prices': 'Priser',
  'field.limits': 'Gränser',
  'field.person': 'Person',
  'field.organisation': 'Organisation',
}
