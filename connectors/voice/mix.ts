/** A leg in a room, until it is told otherwise. */
import { HubError } from '../../core/error.ts'
import type { Place } from '../mixer/port.ts'
import type { Exchange, RunningLeg } from './exchange.ts'
import type { Step } from './port.ts'
import { until } from './until.ts'

/** How long a mixer that has gone may take to come back. Milliseconds. */
const patience = 20_000
const again = 250

export async function mix(
  leg: RunningLeg,
  { room, muted = false }: Extract<Step, { do: 'mix' }>,
  signal: AbortSignal,
  { surroundings: { mixer } }: Exchange,
): Promise<void> {
  const rtp = leg.line.faces
  if (!mixer || !rtp) throw new HubError('voice.unavailable', 503, { why: 'no mixer' })
  const enter = () => mixer.join(room, { rtp, muted: leg.muted ?? muted })
  let place = await enter()
  try {
    for (;;) {
      leg.away = true
      await until(signal, leg.line.pointMediaAt(place.rtp))
      await leg.answer()
      leg.muted ??= muted
      leg.mute = async wanted => {
        await place.mute(wanted)
        leg.muted = wanted
      }
      if (leg.room === undefined) {
        leg.room = room
        leg.happened({ kind: 'mixed', room })
      }
      if ((await until(signal, place.over)) === 'left') return
      // Its mixer died under it: nobody hears anybody until it is back, and then all meet there again.
      place = await until(signal, untilBack(enter))
    }
  } finally {
    await place.leave()
    if (leg.room !== undefined) leg.happened({ kind: 'left', room })
    leg.room = undefined
    leg.muted = undefined
    leg.mute = undefined
  }
}

async function untilBack(enter: () => Promise<Place>): Promise<Place> {
  const late = Date.now() + patience
  for (;;) {
    try {
      return await enter()
    } catch (error) {
      if (Date.now() > late) throw error
      await new Promise(resolve => setTimeout(resolve, again))
    }
  }
}
