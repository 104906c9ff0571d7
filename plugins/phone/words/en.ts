export const en = {
  'phone.no-call': 'There is no such call.',
  'field.callId': 'Call-ID',
} as const
