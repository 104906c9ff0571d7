/**
 * Looks at rules before they are published. Each condition is cut into the regions of values that no rule tells apart, so that "for all
 * calls" becomes a search that ends: what it finds is so, and comes with a call that shows it; where the search would be too long, it
 * says nothing.
 */
import type { Finding } from './finding.ts'
import { gaps } from './gaps.ts'
import { type Examined, ladder } from './ladder.ts'
import { loops } from './loops.ts'
import { missing } from './missing.ts'
import { takenAway } from './promises.ts'
import { unknowable } from './unknowable.ts'
import { neverWin } from './winning.ts'

export function findings(examined: Examined): readonly Finding[] {
  return inOrder([...steps(examined)])
}

/** How long one may think without letting others have their turn, in milliseconds: a hub carries calls meanwhile. */
const turnMs = 8

/** The same, in turns. */
export async function findingsInTurns(examined: Examined): Promise<readonly Finding[]> {
  const found: (Finding | undefined)[] = []
  let began = performance.now()
  for (const step of steps(examined)) {
    found.push(step)
    if (performance.now() - began < turnMs) continue
    await new Promise(resolve => setImmediate(resolve))
    began = performance.now()
  }
  return inOrder(found)
}

/** What stops publishing first, else in the order of the events and the rules. */
const inOrder = (found: readonly (Finding | undefined)[]): readonly Finding[] =>
  found.filter(one => one !== undefined).sort((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'))

/** One finding, or none, for each step of the work. */
function* steps(examined: Examined): Generator<Finding | undefined> {
  for (const event of examined.events) {
    const made = ladder(event, examined.scope, examined)
    const own = [...made.routes, ...made.sides].filter(entry => entry.own)
    yield* missing(
      own.map(({ placed }) => placed),
      examined,
    )
    yield* unknowable(made, examined.catalogue)
    yield* neverWin(made)
    yield* takenAway(made)
    yield* gaps(made)
  }
  yield* loops(examined)
}
