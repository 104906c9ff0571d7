import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  about:
    'Mobilen kan ringa tillsammans med dina andra telefoner. Du svarar på den med 1, så att mobilens egen röstbrevlåda inte tar samtalet.',
  number: 'Mobilnummer',
  'number.hint': 'Samtal dit kostar som när du själv ringer',
  ring: 'Mobilen ringer',
  'ring.always': 'Alltid',
  'ring.away': 'När ingen annan telefon är på',
  'ring.never': 'Aldrig',
  known: 'Samtal från mobilen är mina',
  'known.about':
    'Kollegor ser ditt namn när du ringer från den. Mobilnätet skyddar inte nummer lika väl som ett lösenord.',
  calls: 'När jag ringer i appen',
  'calls.ip': 'Genom appen eller bordstelefonen',
  'calls.mobile': 'Genom mobilnätet',
  'calls.about': 'Genom mobilnätet: Svara ringer mobilen, du trycker 1, och den du ringer ser ditt fasta nummer.',
  saved: 'Sparat.',
}
