export const en = {
  'phone.no-call': 'There is no such call, or not yet.',
  'phone.several': 'Several are in this call. Leave it in the list of those who are in it.',
  'field.callId': 'Call-ID',
} as const
