export const en = {
  'books.refused': 'The address book did not let Svara in. Check name and password, or sign in again.',
  'books.unavailable': 'The address book does not answer. What is known is kept, and it is tried again.',
  'books.gone': 'There is no such address book any more.',
  'books.address': 'There is no address book at this address.',
  'books.not-found': 'There is no such link or card.',
  'books.vendor': 'Svara is not set up for these address books.',
  'books.consent': 'This was not begun here, or too long ago. Begin again.',
  'field.address': 'Address',
  'field.user': 'User name',
}
