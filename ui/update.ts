/** Keeps the app's files in the browser, and tells when there is a newer version of them. */
import { signal } from '@preact/signals'

/** There is a version newer than what this page shows. */
export const newVersion = signal(false)

let registered: ServiceWorkerRegistration | undefined
let asked = false

const hour = 3_600_000

/** Once, when the first screen is there: what is fetched ahead must not keep it waiting. */
export async function keepVersion(): Promise<void> {
  // Absent where the page doesn't come over TLS or from this machine; refused where the certificate isn't trusted.
  const { serviceWorker } = navigator
  if (!serviceWorker || !import.meta.env.PROD || registered) return
  const found = await serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined)
  if (!found) return
  registered = found
  const watch = (coming: ServiceWorker | null) =>
    coming?.addEventListener('statechange', () => {
      // Without a controller this page came from the hub just now: the first visit.
      if (coming.state === 'installed' && serviceWorker.controller) newVersion.value = true
    })
  if (found.waiting && serviceWorker.controller) newVersion.value = true
  watch(found.installing)
  found.addEventListener('updatefound', () => watch(found.installing))
  serviceWorker.addEventListener('controllerchange', () => {
    // Another tab may have loaded it: this one keeps what is being written in it.
    if (asked) location.reload()
    else newVersion.value = true
  })
  setInterval(checkVersion, hour)
}

/** A hub that was away may have come back as a newer one. */
export function checkVersion(): void {
  // Offline it can't tell, and asks again in an hour.
  registered?.update().catch(() => {})
}

/** Not now: told again when the app is opened the next time. */
export function laterVersion(): void {
  newVersion.value = false
}

/** The person said so. */
export function loadVersion(): void {
  asked = true
  if (registered?.waiting) registered.waiting.postMessage('load')
  else location.reload()
}
