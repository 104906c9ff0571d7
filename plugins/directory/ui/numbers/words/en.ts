export const en = {
  about:
    'What people may leave out when they write or dial a number, in the app, from desk phones and in contacts. Short numbers of colleagues come first, and 112 is always 112.',
  country: 'Country',
  'country.hint': 'A number without + or 00 is in this country.',
  'area-code': 'Area code',
  'area-code.hint': 'As it is dialled, for example 08. Empty: local numbers have to be dialled with theirs.',
  example: '{local} reaches {whole}.',
  saved: 'Saved.',
}
