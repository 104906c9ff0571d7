/** The right column: what would happen if somebody called. */
export default function Trying() {
  return null
}
