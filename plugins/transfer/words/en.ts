export const en = {
  'transfer.whom': 'Say whom the call goes to.',
  'transfer.same-call': 'That is the same call.',
  'transfer.nobody-parked': 'Nobody waits at {slot} any more.',
  'transfer.not-ringing': 'It no longer rings there.',
  'transfer.several': 'Several are in this call. Take those out who are to talk alone, or leave it.',
  'field.to': 'To',
  'field.call': 'Call',
} as const
