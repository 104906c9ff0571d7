export const en = {
  title: 'Forwarding',
  saved: 'Forwarding is saved.',
  undo: 'Undo',
  sign: 'Forwarded to {to}',
  off: 'Turn forwarding off',
} as const
