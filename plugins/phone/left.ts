/**
 * Ends calls that a browser left behind: a tab that crashed says no BYE. Each restart of the hub takes all WebSockets along too, and the
 * browsers come back within seconds: only who stays away is gone.
 */
import type { Telephony } from '../../connectors/telephony/port.ts'
import type { Hub } from '../../core/hub.ts'

/** A browser that isn't back by then is gone; a call may have been answered only after that. Milliseconds. */
const looks = [12_000, 20_000, 40_000, 90_000]

/** Gives what looks in a second: somebody has signed out, and her registration goes just now. */
export function endWhatIsLeft(
  hub: Pick<Hub, 'log' | 'onStop'>,
  telephony: Pick<Telephony, 'listen' | 'registrations' | 'ongoingCalls' | 'hangUp'>,
): () => void {
  const timers = new Set<NodeJS.Timeout>()

  async function look(): Promise<void> {
    const calls = await telephony.ongoingCalls()
    if (!calls.some(({ instances = [] }) => instances.length > 0)) return
    const present = new Set((await telephony.registrations()).map(({ instance }) => instance))
    for (const { callId, state, instances = [] } of calls) {
      if (state !== 'confirmed' || instances.every(instance => present.has(instance))) continue
      hub.log.info({ callId }, 'a call that its browser left behind is ended')
      await telephony.hangUp(callId)
    }
  }

  function lookIn(milliseconds: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      look().catch((error: unknown) => hub.log.warn({ err: error }, 'calls that browsers left could not be ended'))
    }, milliseconds).unref()
    timers.add(timer)
  }

  telephony.listen(event => {
    const isBrowser = event.kind === 'unregistered' && /transport=wss?/i.test(event.contact)
    // What went while this hub was away wasn't heard.
    if (timers.size < 100 && (isBrowser || event.kind === 'connected')) for (const after of looks) lookIn(after)
  })
  hub.onStop(() => {
    for (const timer of timers) clearTimeout(timer)
  })
  return () => lookIn(1000)
}
