import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  about: 'Allas röstmeddelanden raderas av sig själva när de har sparats så länge, hörda eller inte.',
  days: 'Antal dagar',
  'days.hint':
    'Tomt: meddelanden finns kvar tills de tas bort för hand. De som redan är äldre raderas inom en timme och går inte att få tillbaka.',
  saved: 'Sparat.',
}
