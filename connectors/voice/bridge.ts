/** Two legs that hear each other. */
import type { Bridge, Exchange, RunningLeg } from './exchange.ts'
import { until } from './until.ts'

/** Seconds in which somebody may say what a leg does whose partner was told something else. */
const grace = 5

/** Resolves when the leg goes on by itself, where it `goesOn`; else it hangs up when the other one has ended. */
export async function bridge(
  leg: RunningLeg,
  other: RunningLeg,
  signal: AbortSignal,
  exchange: Exchange,
  goesOn = false,
): Promise<void> {
  const link = newBridge()
  const ready = Promise.withResolvers<void>()
  // The other one leaves what it does.
  other.start(async otherSignal => {
    await until(otherSignal, ready.promise)
    await stay(other, link, otherSignal, exchange, false)
  })
  for (const [one, with_] of [
    [leg, other],
    [other, leg],
  ] as const) {
    one.bridge = { link, other: with_ }
    one.step = 'bridge'
    one.since = new Date()
  }
  const joined = Promise.all([point(leg, other), point(other, leg)])
  const left = await until(signal, Promise.race([joined.then(() => undefined), link.apart])).finally(ready.resolve)
  if (!left) {
    leg.happened({ kind: 'bridged', with: other.id })
    other.happened({ kind: 'bridged', with: leg.id })
  }
  await stay(leg, link, signal, exchange, goesOn)
}

async function point(from: RunningLeg, to: RunningLeg): Promise<void> {
  if (to.line.faces) {
    from.away = true
    await from.line.pointMediaAt(to.line.faces)
  }
  await from.answer()
}

async function stay(
  leg: RunningLeg,
  link: Bridge,
  signal: AbortSignal,
  { surroundings }: Exchange,
  goesOn: boolean,
): Promise<void> {
  const { how } = await until(signal, link.apart)
  if (how === 'ended' && !goesOn) return leg.line.hangUp()
  leg.bridge = undefined
  leg.happened({ kind: 'parted' })
  await leg.comeHome()
  if (goesOn) return
  const timer = surroundings.timer(leg.id, grace)
  await until(signal, timer.over).finally(timer.stop)
}

function newBridge(): Bridge {
  const { promise: apart, resolve } = Promise.withResolvers<Awaited<Bridge['apart']>>()
  return { apart, leave: (who, how) => resolve({ who, how }) }
}
