export const en = {
  'multi-party.not-found': 'The multi-party call is over.',
  'multi-party.no-such-member': 'That member has left the call.',
  'multi-party.not-host': 'Only whoever started the call can do that.',
  'multi-party.full': 'There is no room for more than {most} in the call.',
  'field.to': 'To',
  'field.member': 'Member',
} as const
