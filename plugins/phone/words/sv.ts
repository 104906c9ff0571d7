export const sv = {
  'phone.no-call': 'Samtalet finns inte, eller inte än.',
  'field.callId': 'Call-ID',
} as const
