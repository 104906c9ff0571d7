/** In the head: compare and publish. */
export default function VersionButtons() {
  return null
}
