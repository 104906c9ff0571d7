export const en = {
  'calls.not-found': 'There is no such call.',
  'calls.nobody-to-ring': 'None of their phones is free.',
  'calls.too-many-diversions': 'The call was sent on too many times.',
  'calls.no-such-number': '{number} is not a number one can call.',
  'calls.sip-status': 'A call can’t be ended with {status}.',
  'field.before': 'Before',
  'field.limit': 'How many',
} as const
