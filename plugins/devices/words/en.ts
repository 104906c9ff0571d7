export const en = {
  'devices.unknown-key': 'One of the colleagues chosen for a key is no longer here.',
  'field.keys': 'Keys for colleagues',
  'field.make': 'Kind of telephone',
}
