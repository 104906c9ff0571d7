export const en = {
  'multi-party.not-found': 'The multi-party call is over.',
  'multi-party.no-such-member': 'That member has left the call.',
  'multi-party.not-host': 'Only whoever started the call can do that.',
  'multi-party.full': 'There is no room for more than {most} in the call.',
  'multi-party.unavailable': 'Several cannot be brought together right now. Try again in a while.',
  'multi-party.no-call': 'The call is over, or cannot become a multi-party call right now.',
  'field.to': 'To',
  'field.member': 'Member',
} as const
