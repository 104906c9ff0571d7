export const sv = {
  'phone.no-call': 'Samtalet finns inte.',
  'field.callId': 'Call-ID',
} as const
