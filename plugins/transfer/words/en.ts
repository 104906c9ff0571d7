export const en = {
  'transfer.whom': 'Say whom the call goes to.',
  'transfer.same-call': 'That is the same call.',
  'transfer.nobody-parked': 'Nobody waits at {slot} any more.',
  'field.to': 'To',
  'field.call': 'Call',
} as const
