export const sv = {
  'phone.no-call': 'Samtalet finns inte, eller inte än.',
  'phone.several': 'Flera är med i samtalet. Lämna det i listan över dem som är med.',
  'field.callId': 'Call-ID',
} as const
