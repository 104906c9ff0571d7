export const en = {
  'field.callId': 'Call-ID',
} as const
