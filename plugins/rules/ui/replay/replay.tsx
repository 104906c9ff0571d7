/** The right column: real calls, as they would go with the draft. */
export default function Replay() {
  return null
}
