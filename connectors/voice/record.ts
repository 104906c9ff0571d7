/** A message being left. Gives the digit that ended it. */
import type { RunningLeg } from './exchange.ts'
import { wasTold } from './exchange.ts'
import type { Step } from './port.ts'
import { until } from './until.ts'

export async function record(
  leg: RunningLeg,
  step: Extract<Step, { do: 'record' }>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { name, file } = step
  const pressed = Promise.withResolvers<string>()
  const stopListening = leg.line.onDigit(digit => {
    if (step.end.includes(digit)) pressed.resolve(digit)
  })
  const recording = leg.line.record(step)
  leg.happened({ kind: 'recording', name, file })
  let by: 'caller' | 'digit' | 'silence' | 'limit' | 'told' = 'caller'
  let digit: string | undefined
  try {
    const ended = await until(signal, Promise.race([recording.over, pressed.promise]))
    if (ended === 'silence' || ended === 'limit') by = ended
    else {
      by = 'digit'
      digit = ended
    }
  } catch (error) {
    if (wasTold(signal)) by = 'told'
    throw error
  } finally {
    stopListening()
    const milliseconds = await recording.stop()
    leg.happened({ kind: 'recorded', name, file, milliseconds, by })
  }
  return digit
}
