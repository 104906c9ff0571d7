export const sv = {
  'forwarding.no-such-number': '{number} är inget nummer som går att ringa.',
  'forwarding.oneself': 'Det är ditt eget nummer.',
  'forwarding.circle': '{name} medflyttar sina samtal tillbaka till dig.',
  'forwarding.nobody': 'Det finns ingen att medflytta för.',
  'field.always': 'Alla samtal',
  'field.busy': 'När jag talar i telefon',
  'field.unanswered': 'När jag inte svarar',
  'field.unreachable': 'När ingen telefon är inloggad',
  'field.seconds': 'Sekunder',
} as const
