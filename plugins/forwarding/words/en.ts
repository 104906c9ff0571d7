export const en = {
  'forwarding.no-such-number': '{number} is no number that can be called.',
  'forwarding.oneself': 'That is your own number.',
  'forwarding.circle': '{name} forwards calls back to you.',
  'forwarding.nobody': 'There is nobody to forward for.',
  'field.always': 'All calls',
  'field.busy': 'While I am on the phone',
  'field.unanswered': 'When I do not answer',
  'field.unreachable': 'While no phone is there',
  'field.seconds': 'Seconds',
} as const
