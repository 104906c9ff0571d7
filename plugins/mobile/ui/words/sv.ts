import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  title: 'Mobil',
  rings: 'Din mobil ringer. Svara och tryck 1, så kopplas {to}.',
}
