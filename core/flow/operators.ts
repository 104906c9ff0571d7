/** The comparisons that rules may use, with their words. json-rules-engine brings the first ten; the rest are ours. */
import type { Phrase } from '../define.ts'

interface OperatorWords {
  readonly say: Phrase
  /** Only for ours: both sides as the facts gave them. */
  readonly compare?: (left: unknown, right: unknown) => boolean
}

export const operators: Readonly<Record<string, OperatorWords>> = {
  equal: { say: { sv: 'är', en: 'is' } },
  notEqual: { say: { sv: 'är inte', en: 'is not' } },
  in: { say: { sv: 'är något av', en: 'is one of' } },
  notIn: { say: { sv: 'är inget av', en: 'is none of' } },
  contains: { say: { sv: 'innehåller', en: 'contains' } },
  doesNotContain: { say: { sv: 'innehåller inte', en: 'does not contain' } },
  lessThan: { say: { sv: 'är mindre än', en: 'is less than' } },
  lessThanInclusive: { say: { sv: 'är högst', en: 'is at most' } },
  greaterThan: { say: { sv: 'är större än', en: 'is more than' } },
  greaterThanInclusive: { say: { sv: 'är minst', en: 'is at least' } },
  startsWith: {
    say: { sv: 'börjar med', en: 'starts with' },
    compare: (left, right) => typeof left === 'string' && typeof right === 'string' && left.startsWith(right),
  },
  /** ISO 8601 UTC strings of the same form order as text. */
  before: {
    say: { sv: 'är före', en: 'is before' },
    compare: (left, right) => typeof left === 'string' && typeof right === 'string' && left < right,
  },
  after: {
    say: { sv: 'är efter', en: 'is after' },
    compare: (left, right) => typeof left === 'string' && typeof right === 'string' && left > right,
  },
}
