/** Calls somebody for a leg. Gives the steps that it goes on with. */
import { bridge } from './bridge.ts'
import type { Exchange, RunningLeg } from './exchange.ts'
import type { OutgoingLine } from './line.ts'
import { hear, perform } from './perform.ts'
import type { Step } from './port.ts'
import { type Outcome, ringUp } from './ring-up.ts'
import { until, within } from './until.ts'

type Dial = Extract<Step, { do: 'dial' }>

export async function dial(
  leg: RunningLeg,
  step: Dial,
  signal: AbortSignal,
  exchange: Exchange,
): Promise<readonly Step[] | undefined> {
  const { surroundings } = exchange
  const id = surroundings.newLeg()
  const line = surroundings.place(step.call, id)
  const other = exchange.add(line, leg.about, id, line.connected)
  other.step = 'dial'
  leg.happened({ kind: 'dialled', name: step.name, other: id, otherCallId: line.callId })
  const meanwhile = within(signal)
  void sound(leg, step, meanwhile.signal).catch(() => {})
  let result: Outcome = { outcome: 'given-up', sipStatus: 487 }
  try {
    result = await until(signal, reach(other, line, step, exchange))
  } finally {
    meanwhile.stop()
    if (result.outcome !== 'answered') line.hangUp()
    leg.happened({ kind: 'dial-ended', name: step.name, ...result })
  }
  if (result.outcome !== 'answered') return step.otherwise
  await bridge(leg, other, signal, exchange, step.after !== undefined)
  return step.after
}

async function sound(leg: RunningLeg, step: Dial, signal: AbortSignal): Promise<void> {
  if (step.meanwhile) return await hear(leg.line, step.meanwhile, signal, true)
  if (leg.answeredAt === undefined) return leg.line.ring()
  await hear(leg.line, [{ tone: 'ringing' }], signal, true)
}

/** Until it has answered, and gone through what it had to. */
async function reach(other: RunningLeg, line: OutgoingLine, step: Dial, exchange: Exchange): Promise<Outcome> {
  const rung = await ringUp(other, line, step.call.seconds, exchange)
  if (rung.outcome !== 'answered') return rung
  const confirmed = Promise.withResolvers<boolean>()
  other.start(async signal => {
    try {
      await perform(other, step.first ?? [], signal, exchange)
      confirmed.resolve(true)
    } finally {
      confirmed.resolve(false)
    }
    // Its place is beside the leg that called it, which takes it from here.
    await until(signal, new Promise(() => {}))
  })
  return (await confirmed.promise) ? rung : { outcome: 'declined', sipStatus: 603 }
}
