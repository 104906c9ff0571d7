import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'devices.unknown-key': 'En av kollegorna som valts för en knapp finns inte längre.',
  'field.keys': 'Knappar för kollegor',
  'field.make': 'Sorts telefon',
}
