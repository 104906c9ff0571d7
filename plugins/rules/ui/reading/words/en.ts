export const en = {
  title: 'First to last',
  add: 'Rule',
  'own.changed': 'Changed',
  'stage.guard': 'Guards',
  'stage.exempt': 'Exemptions',
  'stage.availability': 'Availability',
  'stage.reach': 'Who rings',
  'stage.fallback': 'When nothing else applies',
  'scope.organisation': 'The organisation',
  'scope.standard': 'Standard',
}
