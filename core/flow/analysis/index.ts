/**
 * Looks at rules before they are published. Each condition is cut into the regions of values that no rule tells apart, so that "for all
 * calls" becomes a search that ends: what it finds is so, and comes with a call that shows it; where the search would be too long, it
 * says nothing.
 */
import type { Finding } from './finding.ts'
import { type Examined, ladder } from './ladder.ts'
import { neverWin } from './winning.ts'

export function findings(examined: Examined): readonly Finding[] {
  const found = examined.events.flatMap(event => [...neverWin(ladder(event, examined.scope, examined))])
  return found.sort((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'))
}
