export const en = {
  'example.not-found': 'There is no such greeting.',
}
