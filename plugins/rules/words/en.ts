export const en = {
  'rules.not-yours': 'These rules are not yours to see.',
}
