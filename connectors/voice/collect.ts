/** Digits pressed, also while sounds play. */
import type { Exchange, RunningLeg, Timer } from './exchange.ts'
import { hear } from './perform.ts'
import type { Step } from './port.ts'
import { until, within } from './until.ts'

type Collect = Extract<Step, { do: 'collect' }>

export async function collect(
  leg: RunningLeg,
  step: Collect,
  signal: AbortSignal,
  { surroundings }: Exchange,
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const sounds = within(signal)
  let digits = ''
  let timer: Timer | undefined
  let done = false
  const wait = () => {
    timer?.stop()
    if (done) return
    timer = surroundings.timer(leg.id, step.seconds)
    void timer.over.then(resolve)
  }
  const stopListening = leg.line.onDigit(digit => {
    sounds.stop()
    // '#' ends what was typed, and is a choice of its own where it is one.
    if (digit === '#' && !(digits === '' && step.on?.['#'])) return resolve()
    digits += digit
    if (isWhole(digits, step)) return resolve()
    wait()
  })
  try {
    const heard = hear(leg.line, step.sounds, sounds.signal).catch(() => {})
    void heard.then(() => {
      if (digits === '') wait()
    })
    await until(signal, promise)
  } finally {
    done = true
    stopListening()
    sounds.stop()
    timer?.stop()
  }
  leg.digits = digits
  leg.happened({ kind: 'collected', name: step.name, digits })
  return digits
}

/** As many as may be, or a choice that no longer one begins with. */
export function isWhole(digits: string, { most, on = {} }: Pick<Collect, 'most' | 'on'>): boolean {
  if (digits.length >= most) return true
  return digits in on && !Object.keys(on).some(key => key.length > digits.length && key.startsWith(digits))
}
