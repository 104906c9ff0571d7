export const sv = {
  title: 'Från första till sista',
  add: 'Regel',
  'own.changed': 'Ändrad',
  'stage.guard': 'Skydd',
  'stage.exempt': 'Undantag',
  'stage.availability': 'Tillgänglighet',
  'stage.reach': 'Vem som rings',
  'stage.fallback': 'När inget annat gäller',
  'scope.organisation': 'Organisationen',
  'scope.standard': 'Standard',
}
