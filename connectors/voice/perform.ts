/** Steps, one after another, on a leg. Rejects with the signal's reason when there is something else to do. */
import { bridge } from './bridge.ts'
import { collect } from './collect.ts'
import { dial } from './dial.ts'
import type { Exchange, RunningLeg } from './exchange.ts'
import type { Line } from './line.ts'
import { mix } from './mix.ts'
import type { Sound, Step } from './port.ts'
import { record } from './record.ts'
import { until, within } from './until.ts'

export async function perform(
  leg: RunningLeg,
  steps: readonly Step[],
  signal: AbortSignal,
  exchange: Exchange,
): Promise<void> {
  for (const step of steps) {
    signal.throwIfAborted()
    leg.step = step.do
    leg.since = new Date()
    await one(leg, step, signal, exchange)
  }
}

/** How long a hub may think. Seconds. */
export const patience = 3

/** For these the sound may stay where it is. */
const elsewhere = new Set<Step['do']>(['answer', 'bridge', 'mix', 'hangUp'])

async function one(leg: RunningLeg, step: Step, signal: AbortSignal, exchange: Exchange): Promise<void> {
  if (!elsewhere.has(step.do)) await leg.comeHome()
  const go = (steps: readonly Step[] | undefined) => perform(leg, steps ?? [], signal, exchange)
  switch (step.do) {
    case 'answer':
      return await leg.answer()
    case 'play':
      await leg.answer()
      return await hear(leg.line, step.sounds, signal, step.repeat)
    case 'collect': {
      await leg.answer()
      const digits = await collect(leg, step, signal, exchange)
      return step.on ? await go(step.on[digits] ?? step.otherwise) : undefined
    }
    case 'record': {
      await leg.answer()
      const digit = await record(leg, step, signal)
      return await go(digit === undefined ? [] : step.on?.[digit])
    }
    case 'wait': {
      await leg.answer()
      const music = within(signal)
      const timer = exchange.surroundings.timer(leg.id, step.seconds)
      void hear(leg.line, step.sounds, music.signal, true).catch(() => {})
      return await until(signal, timer.over).finally(() => {
        timer.stop()
        music.stop()
      })
    }
    case 'ask': {
      const { callId } = leg.line
      const timer = exchange.surroundings.timer(leg.id, patience)
      const question = {
        kind: 'ask',
        about: leg.about,
        callId,
        leg: leg.id,
        name: step.name,
        digits: leg.digits,
      } as const
      const said = exchange.surroundings.ask(question).catch(() => undefined)
      const steps = await until(signal, Promise.race([said, timer.over.then(() => undefined)])).finally(timer.stop)
      return await go(steps ?? step.otherwise)
    }
    case 'dial':
      return await go(await dial(leg, step, signal, exchange))
    case 'bridge': {
      const other = exchange.leg(step.with)
      if (!other || other === leg) return
      return await bridge(leg, other, signal, exchange)
    }
    case 'mix':
      return await mix(leg, step, signal, exchange)
    case 'hangUp':
      leg.line.hangUp(step.sipStatus)
      return await until(signal, new Promise(() => {}))
  }
}

/** One after another, and again where `repeat`; nothing to hear is silence, which doesn't end by itself then. */
export async function hear(
  line: Line,
  sounds: readonly (Sound | { readonly tone: 'ringing' })[],
  signal: AbortSignal,
  repeat = false,
): Promise<void> {
  if (repeat && sounds.length === 0) return await until(signal, new Promise(() => {}))
  do {
    for (const sound of sounds) {
      signal.throwIfAborted()
      await line.play(sound, signal)
    }
    // A sound that can't be played must not be tried without a pause.
    if (repeat) await until(signal, new Promise(resolve => setTimeout(resolve, 20)))
  } while (repeat)
  signal.throwIfAborted()
}
