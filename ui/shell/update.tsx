/** A new version is loaded when the person says so: what is being written, or a call, is never cut off by it. */
export function UpdateNotice() {
  return null
}
