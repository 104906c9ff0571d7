/** The comparisons that rules may use, with their words. json-rules-engine brings the first ten; the rest are ours. */
import type { Phrase } from '../define.ts'

interface OperatorWords {
  readonly say: Phrase
  /** When it doesn't hold. */
  readonly not: Phrase
  /** Only for ours: both sides as the facts gave them. */
  readonly compare?: (left: unknown, right: unknown) => boolean
  /** About the characters as they stand: a trace tells both sides so, and not as people write them. */
  readonly literal?: true
}

export const operators: Readonly<Record<string, OperatorWords>> = {
  equal: { say: { sv: 'är', en: 'is' }, not: { sv: 'är inte', en: 'is not' } },
  notEqual: { say: { sv: 'är inte', en: 'is not' }, not: { sv: 'är', en: 'is' } },
  in: { say: { sv: 'är något av', en: 'is one of' }, not: { sv: 'är inget av', en: 'is none of' } },
  notIn: { say: { sv: 'är inget av', en: 'is none of' }, not: { sv: 'är något av', en: 'is one of' } },
  contains: { say: { sv: 'innehåller', en: 'contains' }, not: { sv: 'innehåller inte', en: 'does not contain' } },
  doesNotContain: { say: { sv: 'innehåller inte', en: 'does not contain' }, not: { sv: 'innehåller', en: 'contains' } },
  lessThan: {
    say: { sv: 'är mindre än', en: 'is less than' },
    not: { sv: 'är inte mindre än', en: 'is not less than' },
  },
  lessThanInclusive: { say: { sv: 'är högst', en: 'is at most' }, not: { sv: 'är mer än', en: 'is more than' } },
  greaterThan: {
    say: { sv: 'är större än', en: 'is more than' },
    not: { sv: 'är inte större än', en: 'is not more than' },
  },
  greaterThanInclusive: { say: { sv: 'är minst', en: 'is at least' }, not: { sv: 'är mindre än', en: 'is less than' } },
  startsWith: {
    say: { sv: 'börjar med', en: 'starts with' },
    not: { sv: 'börjar inte med', en: 'does not start with' },
    compare: (left, right) => typeof left === 'string' && typeof right === 'string' && left.startsWith(right),
    literal: true,
  },
  /** ISO 8601 UTC strings of the same form order as text. */
  before: {
    say: { sv: 'är före', en: 'is before' },
    not: { sv: 'är inte före', en: 'is not before' },
    compare: (left, right) => typeof left === 'string' && typeof right === 'string' && left < right,
  },
  after: {
    say: { sv: 'är efter', en: 'is after' },
    not: { sv: 'är inte efter', en: 'is not after' },
    compare: (left, right) => typeof left === 'string' && typeof right === 'string' && left > right,
  },
}
