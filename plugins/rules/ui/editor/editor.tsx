/** The middle column: the rule that is chosen, as a sentence or as JSON. */
export default function Editor() {
  return null
}
