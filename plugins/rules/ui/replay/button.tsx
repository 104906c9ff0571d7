/** In the head: replays yesterday. */
export default function ReplayButton() {
  return null
}
