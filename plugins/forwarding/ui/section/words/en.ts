export const en = {
  about:
    'Write a short number or a telephone number. An empty field forwards nothing. Calls that go out count as your own.',
  always: 'All calls',
  'always.hint': 'Your phones do not ring. An activity that closes the phone still answers, and VIPs reach you.',
  busy: 'While I am on the phone',
  'busy.hint': 'Otherwise voicemail answers.',
  unanswered: 'When I do not answer',
  'unanswered.hint': 'After as many seconds as stand beside it.',
  unreachable: 'While none of my phones is there',
  'unreachable.hint': 'The desk phone has no power, and the app is closed.',
  seconds: 'Seconds it rings',
  'seconds.hint': '{least} to {most}',
  placeholder: 'Not forwarded',
} as const
