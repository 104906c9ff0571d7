export const sv = {
  'multi-party.not-found': 'Flerpartssamtalet finns inte längre.',
  'multi-party.no-such-member': 'Deltagaren är inte kvar i samtalet.',
  'multi-party.not-host': 'Bara den som startade samtalet kan göra det.',
  'multi-party.full': 'Det får inte plats fler än {most} i samtalet.',
  'field.to': 'Till',
  'field.member': 'Deltagare',
} as const
