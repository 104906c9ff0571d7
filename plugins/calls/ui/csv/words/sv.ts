import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  file: 'Samtal',
  date: 'Datum',
  time: 'Tid',
  direction: 'Riktning',
  'direction.incoming': 'In',
  'direction.outgoing': 'Ut',
  name: 'Namn',
  number: 'Nummer',
  from: 'Den som ringde',
  'from.number': 'Nummer till den som ringde',
  to: 'Uppringd',
  'to.number': 'Uppringt nummer',
  what: 'Vad som hände',
  by: 'Besvarat av',
  via: 'Via',
  length: 'Samtalstid',
  why: 'Regel',
  hidden: 'Dolt nummer',
  none: 'Det finns inga sådana samtal att spara.',
  done: '{count} samtal har sparats, med semikolon mellan kolumnerna.',
  'done.most':
    'De senaste {count} samtalen har sparats, med semikolon mellan kolumnerna. Välj färre för att få med äldre.',
}
