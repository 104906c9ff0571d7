export const en = {
  'mobile.number-missing': 'Write the number of your mobile first.',
  'mobile.no-number': '{number} is no phone number.',
  'mobile.inside': '{number} is one of your organisation’s own numbers.',
  'mobile.none': 'There is no mobile to ring.',
  'mobile.twice': 'Your mobile rings already.',
  'field.rings': 'When it rings',
  'field.known': 'Shown as me',
  'field.calls': 'How I call',
}
