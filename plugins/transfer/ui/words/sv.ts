import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  transfer: 'Koppla',
  'transfer.title': 'Koppla samtalet vidare',
  whom: 'Till vem?',
  to: 'Koppla till {who}',
  join: 'Koppla ihop med {who}',
  done: 'Samtalet går till {who}.',
  park: 'Parkera',
  'parked.at': 'Parkerat. *7{slot} från valfri telefon hämtar samtalet.',
  parked: 'Parkerade samtal',
  'parked.by': 'av {who} {time}, *7{slot}',
  'pick-up': 'Hämta {who}',
  'pick-up.done': 'Det ringer i dina telefoner.',
  take: 'Ta samtalet',
  'take.at': 'Ta samtalet som ringer hos {who}',
  'take.for': 'Samtal till {who}',
  unknown: 'Dolt nummer',
}
