export const sv = {
  'multi-party.not-found': 'Flerpartssamtalet finns inte längre.',
  'multi-party.no-such-member': 'Deltagaren är inte kvar i samtalet.',
  'multi-party.not-host': 'Bara den som startade samtalet kan göra det.',
  'multi-party.full': 'Det får inte plats fler än {most} i samtalet.',
  'multi-party.unavailable': 'Flera kan inte kopplas ihop just nu. Försök igen om en stund.',
  'multi-party.no-call': 'Samtalet är slut, eller kan inte bli ett flerpartssamtal just nu.',
  'field.to': 'Till',
  'field.member': 'Deltagare',
} as const
