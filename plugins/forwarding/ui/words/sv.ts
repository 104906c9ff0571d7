export const sv = {
  title: 'Medflyttning',
  saved: 'Medflyttningen är sparad.',
  undo: 'Ångra',
  sign: 'Medflyttas till {to}',
  off: 'Stäng av medflyttningen',
} as const
