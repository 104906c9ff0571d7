/** Keeps line state and log in step with what the signalling side says, and heals them when something was missed. */

import type { Media } from '../../connectors/media/port.ts'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Telephony } from '../../connectors/telephony/port.ts'
import type { Voice } from '../../connectors/voice/port.ts'
import type { Hub } from '../../core/hub.ts'
import type { DirectoryChanges } from '../directory/contract.ts'
import type { Announcer } from './announcer.ts'
import { type LegNews, legListener } from './leg-news.ts'
import type { Lines } from './lines.ts'
import type { CallLog } from './log-ends.ts'
import type { CallTable } from './model.ts'
import { callOf } from './parties.ts'

interface Watching {
  readonly telephony: Telephony
  readonly media: Media
  readonly voice: Voice
  readonly directoryChanges: DirectoryChanges
}

interface Watched {
  readonly board: Lines
  readonly log: CallLog
  readonly table: CallTable
  readonly announcer: Announcer
  readonly tellLeg: (news: LegNews) => void
  readonly showLines: (extensions: readonly string[]) => void
  readonly forget: (before: Date, alive: readonly string[]) => void
}

/**
 * How often what was heard is compared with what is so, in milliseconds: calls so that nobody stays in one for half a minute that has ended.
 * Registrations are many, and most end by themselves.
 */
const healCallsMs = 10_000
const healAllMs = 60_000

export function watch(
  hub: Hub,
  { telephony, media, voice, directoryChanges }: Watching,
  { board, log, table, announcer, tellLeg, showLines, forget }: Watched,
): void {
  /** What happens while it is asked what is so, for each time that it is asked. */
  const meanwhile = new Set<TelephonyEvent[]>()

  async function heal(all: boolean): Promise<void> {
    const asOf = new Date()
    const during: TelephonyEvent[] = []
    meanwhile.add(during)
    const [calls, registrations] = await Promise.all([
      telephony.ongoingCalls(),
      all ? telephony.registrations() : undefined,
    ]).finally(() => meanwhile.delete(during))
    const changed = [...board.heal(calls, registrations), ...during.flatMap(board.take)]
    showLines(changed)
    // A signalling side that was killed in the seconds after a call ended has it again, and nobody hangs up any more.
    const ghosts = calls.filter(({ callId, state }) => state === 'confirmed' && board.isOver(callId))
    await Promise.all(ghosts.map(({ callId }) => telephony.hangUp(callId)))
    log.lost(new Set(calls.map(({ callId }) => callId)), asOf)
    const alive = [...calls.map(({ callId }) => callOf(callId)), ...log.ongoing().map(({ id }) => id)]
    await table.closeForgotten(asOf, alive)
    forget(asOf, alive)
  }

  const healed = (all: boolean) =>
    heal(all).catch((error: unknown) =>
      hub.log.warn({ err: error }, 'line state could not be compared with the telephony'),
    )

  telephony.listen((event: TelephonyEvent) => {
    if (event.kind === 'cancelled' || event.kind === 'failed') announcer.hushed(event.callId)
    log.take(event)
    for (const during of meanwhile) during.push(event)
    showLines(board.take(event))
    if (event.kind === 'connected') void healed(true)
  })

  voice.listen(legListener(tellLeg))

  const missed = (what: string) => (error: unknown) =>
    hub.log.warn({ err: error }, `the telephony was not told of ${what}; it believes what it knew for up to 15 minutes`)
  directoryChanges.onDevice(({ authName, domain }) => {
    telephony.forgetDevice(authName, domain).catch(missed('a changed device'))
  })
  directoryChanges.onNumbers(() => {
    telephony.reloadNumbers().catch(missed('changed numbers'))
  })

  let timers: NodeJS.Timeout[] = []
  hub.onStart(async () => {
    await media.start()
    await voice.start()
    await telephony.start()
    timers = [setInterval(() => void healed(false), healCallsMs), setInterval(() => void healed(true), healAllMs)]
  })
  hub.onStop(async () => {
    for (const timer of timers) clearInterval(timer)
    announcer.hushAll()
    await voice.stop()
    await telephony.stop()
    await media.stop()
  })

  const required = telephony.absent === undefined
  hub.health(
    'telephony',
    () => ({
      ok: !required || telephony.connected(),
      detail: telephony.absent ?? (telephony.connected() ? 'connected' : 'away'),
    }),
    { required },
  )
  hub.health('voice', () => ({
    ok: voice.absent !== undefined || voice.connected(),
    detail: voice.absent ?? (voice.connected() ? 'connected' : 'away'),
  }))
  hub.health('media', async () => {
    const alive = required && (await media.alive())
    return { ok: alive || !required, detail: telephony.absent ?? (alive ? 'answers' : 'away') }
  })
}
