/** A call that an agent makes, until it is answered or not. */
import type { Exchange, RunningLeg } from './exchange.ts'
import type { OutgoingLine } from './line.ts'

export interface Outcome {
  readonly outcome: 'answered' | 'unanswered' | 'busy' | 'declined' | 'unreachable' | 'given-up'
  readonly sipStatus: number
}

/** Gives up after so many seconds. */
export async function ringUp(
  leg: RunningLeg,
  line: OutgoingLine,
  seconds: number,
  { surroundings }: Exchange,
): Promise<Outcome> {
  const timer = surroundings.timer(leg.id, seconds)
  let late = false
  void timer.over.then(() => {
    late = true
    line.hangUp()
  })
  const sipStatus = await line.connected
  timer.stop()
  if (sipStatus >= 300)
    return late ? { outcome: 'unanswered', sipStatus: 408 } : { outcome: meant(sipStatus), sipStatus }
  leg.answeredAt = Date.now()
  leg.happened({ kind: 'answered' })
  return { outcome: 'answered', sipStatus }
}

/** What a refusal says of whoever was called (RFC 3261 section 21). */
function meant(sipStatus: number): Outcome['outcome'] {
  if (sipStatus === 408 || sipStatus === 487) return 'unanswered'
  if (sipStatus === 486 || sipStatus === 600) return 'busy'
  return [603, 607, 608].includes(sipStatus) ? 'declined' : 'unreachable'
}
