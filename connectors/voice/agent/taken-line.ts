/** A side of a call that goes on, as a line of this agent's. */
import type { Line } from '../line.ts'
import { dialogue } from './dialogue.ts'
import { playing } from './playing.ts'
import { startRecording } from './recorder.ts'
import { rtpReceiver } from './rtp.ts'
import { newSide } from './side.ts'
import type { LineSurroundings } from './sip-lines.ts'
import type { StandIn } from './taken-call.ts'

export interface TakenOptions {
  readonly as: StandIn
  readonly surroundings: LineSurroundings
}

/** Resolves when whoever stays has taken it: from then on it is a line like any other. Rejects where that is refused. */
export async function takenLine({ as: { session, contact }, surroundings }: TakenOptions): Promise<Line> {
  const { core, address, media, log, asking, confirmed, referred } = surroundings
  const { callId, remoteTag } = session
  const ended = Promise.withResolvers<'other' | 'agent' | 'lost'>()
  const listeners = new Set<(digit: string) => void>()
  const digit = (pressed: string) => {
    for (const listener of [...listeners]) listener(pressed)
  }
  let over = false
  const rtp = await rtpReceiver(address, () => side.digits)
  rtp.onDigit(digit)
  const side = newSide(() => rtp)
  const end = (by: 'other' | 'agent' | 'lost') => {
    if (over) return
    over = true
    rtp.close()
    ended.resolve(by)
  }
  confirmed(session)
  const dialog = dialogue({ core, session, contact, side, ours: true, digit, ended: end, asking, referred })
  try {
    await dialog.describe()
  } catch (error) {
    dialog.hangUp()
    end('lost')
    throw error
  }
  return {
    callId,
    answered: true,
    get faces() {
      return side.faces
    },
    async answer() {},
    ring() {},
    play: playing({ media, callId, tag: () => remoteTag, log }),
    onDigit(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    record: to => startRecording(rtp, to),
    async pointMediaAt(target) {
      side.target = target
      if (!over) await dialog.describe()
    },
    hangUp() {
      if (over) return
      dialog.hangUp()
      end('agent')
    },
    ended: ended.promise,
  }
}
