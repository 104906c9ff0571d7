export const en = {
  'spending.reached': 'A limit for call costs is reached.',
  'spending.no-such-person': 'There is no such person.',
  'field.countries': 'Countries',
  'field.premium': 'Premium-rate numbers',
  'field.prices': 'Prices',
  'field.limits': 'Limits',
  'field.person': 'Person',
  'field.organisation': 'Organisation',
}
