/** Under a rule: calls that are to go the way they say. */
export default function Cases() {
  return null
}
