/** Under a rule: the versions, newest first. */
export default function Versions() {
  return null
}
