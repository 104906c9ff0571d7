export const sv = {
  'rules.not-yours': 'De här reglerna är inte dina att se.',
}
