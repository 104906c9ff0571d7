export const sv = {
  'field.callId': 'Call-ID',
} as const
