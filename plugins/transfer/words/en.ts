export const en = {
  'transfer.whom': 'Say whom the call goes to.',
  'transfer.same-call': 'That is the same call.',
  'transfer.nobody-parked': 'Nobody waits at {slot} any more.',
  'transfer.not-ringing': 'It no longer rings there.',
  'field.to': 'To',
  'field.call': 'Call',
} as const
