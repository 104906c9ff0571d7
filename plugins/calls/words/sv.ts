export const sv = {
  'calls.not-found': 'Samtalet finns inte.',
  'calls.nobody-to-ring': 'Ingen av telefonerna är ledig.',
  'calls.too-many-diversions': 'Samtalet har medflyttats för många gånger.',
  'calls.no-such-number': '{number} är inget nummer som går att ringa.',
  'calls.sip-status': 'Ett samtal kan inte avslutas med {status}.',
  'field.before': 'Före',
  'field.limit': 'Antal',
} as const
