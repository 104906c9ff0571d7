export const en = {
  'contacts.not-found': 'There is no such contact.',
  'contacts.not-a-number': '{number} is no phone number. Write it with its area code.',
  'contacts.number-twice': '{number} is there twice.',
  'contacts.not-an-address': 'E-mail has to be written like name@company.se.',
  'field.company': 'Company',
  'field.numbers': 'Numbers',
  'field.emails': 'E-mail addresses',
  'field.notes': 'Notes',
  'field.target': 'Who',
  'field.search': 'Search',
}
