export const en = {
  'phone.no-call': 'There is no such call, or not yet.',
  'field.callId': 'Call-ID',
} as const
