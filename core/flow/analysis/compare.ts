/** The comparisons as json-rules-engine makes them, without an engine: a test holds both against each other. */
import { operators } from '../operators.ts'

const isNumber = (value: unknown) => !Number.isNaN(Number.parseFloat(String(value)))
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const itsOwn: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  equal: (left, right) => left === right,
  notEqual: (left, right) => left !== right,
  in: (left, right) => list(right).includes(left),
  notIn: (left, right) => !list(right).includes(left),
  contains: (left, right) => list(left).includes(right),
  doesNotContain: (left, right) => Array.isArray(left) && !left.includes(right),
  lessThan: (left, right) => isNumber(left) && (left as number) < (right as number),
  lessThanInclusive: (left, right) => isNumber(left) && (left as number) <= (right as number),
  greaterThan: (left, right) => isNumber(left) && (left as number) > (right as number),
  greaterThanInclusive: (left, right) => isNumber(left) && (left as number) >= (right as number),
}

/** Undefined where there is no such operator. */
export const comparison = (operator: string): ((left: unknown, right: unknown) => boolean) | undefined =>
  Object.hasOwn(itsOwn, operator)
    ? itsOwn[operator]
    : Object.hasOwn(operators, operator)
      ? operators[operator]?.compare
      : undefined
