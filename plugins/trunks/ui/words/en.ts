export const en = {
  title: 'Public network',
}
