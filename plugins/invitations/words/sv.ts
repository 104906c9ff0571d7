import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'invitations.none': 'Inbjudan finns inte.',
  'invitations.no-mail': 'Växeln har ingen e-postserver, så ingen inbjudan kan skickas.',
  'invitations.nobody': 'Välj någon att bjuda in.',
  'invitations.no-such-person': 'Kollegan finns inte.',
  'invitations.past': 'Tiden har redan varit. Välj en som kommer.',
  'invitations.over': 'Samtalet är inställt eller har varit, och kan inte ändras.',
  'invitations.too-many': 'Du har redan {most} inbjudningar som väntar.',
  'field.subject': 'Ämne',
  'field.start': 'Tid',
  'field.minutes': 'Längd',
  'field.note': 'Meddelande',
  'field.people': 'Kollegor',
  'field.guests': 'Gäster',
}
