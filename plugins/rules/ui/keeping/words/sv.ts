import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  about:
    'Så länge sparas det varför ett samtal gick dit det gick: vem som ringde vem, vilka regler som prövades och vad de såg. Samtalen finns kvar i allas loggar ändå, men utan förklaring.',
  days: 'Antal dagar',
  'days.hint':
    'Från 1 till 730. Det som redan är äldre raderas inom en timme och går inte att få tillbaka. Regler kan spelas om mot det som är sparat.',
  saved: 'Sparat.',
}
