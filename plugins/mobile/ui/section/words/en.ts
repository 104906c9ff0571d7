export const en = {
  about:
    'The mobile can ring along with your other phones. You answer on it by 1, so that the mobile’s own voicemail doesn’t take the call.',
  number: 'Mobile number',
  'number.hint': 'Calls there cost as when you call yourself',
  ring: 'The mobile rings',
  'ring.always': 'Always',
  'ring.away': 'When no other phone is on',
  'ring.never': 'Never',
  known: 'Calls from the mobile are mine',
  'known.about':
    'Colleagues see your name when you call from it. The mobile network doesn’t guard numbers as well as a password.',
  calls: 'When I call in the app',
  'calls.ip': 'By the app or the desk phone',
  'calls.mobile': 'By the mobile network',
  'calls.about':
    'By the mobile network: Svara rings the mobile, you press 1, and whom you call sees your landline number.',
  saved: 'Saved.',
}
