export const sv = {
  'rules.not-yours': 'De här reglerna är inte dina att se.',
  'rules.caller-unknown': 'Det är inte känt vem som ringde, så det går inte att säga om det är samma igen.',
  'rules.decision-not-found': 'Det finns inget sådant beslut, eller så är det inte ditt att se.',
  'rules.too-many-watches': 'Du följer redan {most}. Ta bort något först.',
  'rules.watch-not-found': 'Det följer du inte längre.',
}
