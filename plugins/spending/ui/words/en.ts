export const en = {
  title: 'Costs',
}
