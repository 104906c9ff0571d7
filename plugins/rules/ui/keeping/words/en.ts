export const en = {
  about:
    'Why a call went where it did is kept for so long: who called whom, which rules were tried, and what they saw. Calls stay in people’s logs all the same, without it.',
  days: 'Days',
  'days.hint':
    'From 1 to 730. What is older already is deleted within the hour, and can’t be brought back. Rules can be replayed against what is kept.',
  saved: 'Saved.',
}
