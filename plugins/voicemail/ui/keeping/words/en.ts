export const en = {
  about: 'Everybody’s voice messages are deleted by themselves when they have been kept for so long, heard or not.',
  days: 'Days',
  'days.hint':
    'Empty: messages stay until they are deleted by hand. Those that are older already are deleted within the hour, and can’t be brought back.',
  saved: 'Saved.',
}
