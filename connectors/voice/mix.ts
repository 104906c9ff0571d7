/** A leg in a room, until it is told otherwise. */
import { HubError } from '../../core/error.ts'
import type { Exchange, RunningLeg } from './exchange.ts'
import type { Step } from './port.ts'
import { until } from './until.ts'

export async function mix(
  leg: RunningLeg,
  { room, muted = false }: Extract<Step, { do: 'mix' }>,
  signal: AbortSignal,
  { surroundings: { mixer } }: Exchange,
): Promise<void> {
  const rtp = leg.line.faces
  if (!mixer || !rtp) throw new HubError('voice.unavailable', 503, { why: 'no mixer' })
  const place = await mixer.join(room, { rtp, muted })
  try {
    leg.away = true
    await until(signal, leg.line.pointMediaAt(place.rtp))
    await leg.answer()
    leg.room = room
    leg.muted = muted
    leg.mute = async wanted => {
      await place.mute(wanted)
      leg.muted = wanted
    }
    leg.happened({ kind: 'mixed', room })
    await until(signal, place.over)
  } finally {
    await place.leave()
    if (leg.room !== undefined) leg.happened({ kind: 'left', room })
    leg.room = undefined
    leg.muted = undefined
    leg.mute = undefined
  }
}
