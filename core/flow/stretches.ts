/** What would happen at each time of a day: decided anew only where a fact may be another than before. */
import type { RuleDesk } from './desk.ts'
import { occurrence } from './occurrence.ts'
import type { Supposing } from './suppose.ts'
import type { Reader } from './telling.ts'
import type { Course, Supposed } from './trial.ts'

interface Parts {
  readonly desk: Pick<RuleDesk, 'try' | 'nextChange'>
  readonly supposing: Supposing
  readonly reader: Reader
}

export interface Stretch {
  readonly from: Date
  readonly to: Date
  /** What was decided at its beginning. */
  readonly course: Course
}

/** A rule that asks for the minute makes as many decisions as a day has minutes; calls are decided in between. */
const atOnce = 20

/** `at`: what would happen at a time. Stretches side by side end differently, in what is done or in what is heard. */
export async function stretches(
  at: (time: Date) => Supposed,
  { from, to }: { from: Date; to: Date },
  { desk, supposing, reader }: Parts,
): Promise<readonly Stretch[]> {
  const found: Stretch[] = []
  let count = 0
  for (let time = from; time < to; ) {
    const { event, happening } = at(time)
    const course = await desk.try(occurrence(event, happening), supposing, reader)
    const next = desk.nextChange(course.decision, supposing)
    const end = next && next < to ? next : to
    const last = found.at(-1)
    if (last && sameEnd(last.course, course)) found[found.length - 1] = { ...last, to: end }
    else found.push({ from: time, to: end, course })
    time = end
    count += 1
    if (count % atOnce === 0) await new Promise(resolve => setImmediate(resolve))
  }
  return found
}

const sameEnd = (one: Course, other: Course) => ending(one) === ending(other)

const ending = ({ decision: { route }, outcomes, onward }: Course): string =>
  JSON.stringify([route?.rule, outcomes, onward && ending(onward)])
