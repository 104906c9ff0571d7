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

/** What stops publishing first, else in the order of the events and the rules. */
export function findings(examined: Examined): readonly Finding[] {
  const found = [...all(examined)]
  return found.sort((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'))
}

function* all(examined: Examined): Generator<Finding> {
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
