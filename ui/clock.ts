/** One ticking clock for the whole app, set by the hub's: a browser's own may be wrong. */
import { computed, signal } from '@preact/signals'

let ahead = 0

/** Milliseconds, a new value each second. */
export const now = signal(Date.now())
/** Milliseconds at the beginning of this minute: for whoever shows no seconds. */
export const minute = computed(() => Math.floor(now.value / 60_000) * 60_000)
/** IANA zone in which times are told: the organisation's. */
export const zone = signal('Europe/Stockholm')

/** `hub`: ISO 8601, what the hub's clock shows just now. */
export function setClock(hub: string): void {
  ahead = Date.parse(hub) - Date.now()
  now.value = Date.now() + ahead
}

function tick(): void {
  now.value = Date.now() + ahead
  // On the second, so that what ends at 12:31:00 ends then.
  setTimeout(tick, 1000 - ((Date.now() + ahead) % 1000))
}
tick()
