export const en = {
  title: 'Mobile',
  rings: 'Your mobile rings. Answer and press 1, and {to} is connected.',
}
