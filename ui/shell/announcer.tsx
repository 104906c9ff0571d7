/** What only screen readers are told. */
import { signal } from '@preact/signals'

const polite = signal('')
const assertive = signal('')

/** Said once; the same words again are said again. */
export function announce(text: string, how: 'polite' | 'assertive' = 'polite'): void {
  const place = how === 'polite' ? polite : assertive
  place.value = ''
  // A live region speaks when its text changes.
  requestAnimationFrame(() => {
    place.value = text
  })
}

export function Announcer() {
  return (
    <>
      <div class="for-readers" role="status">
        {polite}
      </div>
      <div class="for-readers" role="alert">
        {assertive}
      </div>
    </>
  )
}
