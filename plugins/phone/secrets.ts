/** A secret of the app's goes with the session that it was given to. */
import { z } from 'zod'
import type { SessionEnds } from '../../core/access/session-ends.ts'
import type { Hub } from '../../core/hub.ts'
import type { AppDevices } from '../directory/contract.ts'

/** `gone`: called when some were taken away, and with them their registrations. */
export function endWithSessions(hub: Hub, devices: AppDevices, sessions: SessionEnds, gone: () => void): void {
  async function tidy(person?: string): Promise<void> {
    const byPerson = Map.groupBy(await devices.given(person), device => device.person)
    for (const [of, given] of byPerson) {
      const standing = await sessions.standing(of, given[0]?.organisation ?? '')
      const ended = given.filter(({ session }) => !standing.has(session))
      for (const device of ended) await devices.remove(device)
      if (ended.length > 0) gone()
    }
  }

  // Several hubs hear of an end: what one has removed, the others don't find.
  sessions.onEnd(person => {
    tidy(person).catch((error: unknown) =>
      hub.log.warn({ err: error, person }, 'a secret of the app outlives its session, until the next hour'),
    )
  })
  const hourly = hub.job('ended-sessions', z.object({}), () => tidy())
  hub.onStart(async () => {
    await tidy()
    await hourly.every('23 * * * *', 'UTC', {})
  })
}
