/** The left column: all rules that apply, from first to last. */
export default function Ladder() {
  return null
}
