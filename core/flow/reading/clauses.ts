/** Conditions as clauses behind "if": "the activity closes the phone", "hänvisningen inte stänger telefonen". */
import type { LookWords, Phrase } from '../../define.ts'
import type { Look } from '../description.ts'
import type { Condition, LeafCondition } from '../rule.ts'
import { timeClause } from './times.ts'
import { listed, valueText } from './values.ts'
import { filled, type Vocabulary } from './vocabulary.ts'

const notSo: Phrase = { sv: 'det inte gäller att {clause}', en: 'it is not so that {clause}' }
const either: Phrase = { sv: 'antingen {clause}', en: 'either {clause}' }
const always: Phrase = { sv: 'vad som helst gäller', en: 'anything is so' }
const whose: Phrase = { sv: '{clause} hos {role}', en: '{clause} for {role}' }

/** What a leaf is about: whether it is to be so, or not to be so, and of which of several values. */
export interface Stated {
  readonly look: Look
  /** None: by another operator than being one of them. */
  readonly is?: boolean | undefined
  readonly values: readonly unknown[]
}

export function stated(leaf: LeafCondition, words: Vocabulary): Stated | undefined {
  const look = words.look(leaf)
  if (!look) return undefined
  const { operator, value } = leaf
  const values = Array.isArray(value) ? value : [value]
  const positive = operator === 'equal' || operator === 'in' || operator === 'contains'
  const negative = operator === 'notEqual' || operator === 'notIn' || operator === 'doesNotContain'
  if (!positive && !negative) return { look, values }
  if (look.type.kind === 'boolean' && typeof value === 'boolean') return { look, is: positive === value, values }
  return { look, is: positive, values }
}

/** `negated`: to be read as not holding. `nested`: an "or" then stands behind an "either". */
export function clauseOf(condition: Condition, on: string, words: Vocabulary, negated = false, nested = false): string {
  if ('fact' in condition) return leafClause(condition, on, words, negated)
  if ('not' in condition) return clauseOf(condition.not, on, words, !negated, nested)
  const parts = 'all' in condition ? condition.all : grouped(condition.any)
  const [first] = parts
  if (first === undefined) return negated ? filled(words.said(notSo), 'clause', words.said(always)) : words.said(always)
  if (parts.length === 1) return clauseOf(first, on, words, negated, nested)
  const isAll = 'all' in condition
  const clauses = parts.map(part => clauseOf(part, on, words, false, true))
  const joined = [...new Set(clauses)]
  const text = isAll ? words.and(joined) : words.or(joined)
  if (negated) return filled(words.said(notSo), 'clause', text)
  return nested && !isAll && joined.length > 1 ? filled(words.said(either), 'clause', text) : text
}

/** Comparisons of one thing with several values become one: "starts with +46900, +46939 or +46944". */
function grouped(parts: readonly Condition[]): Condition[] {
  const made: Condition[] = []
  for (const part of parts) {
    const before = made.findIndex(one => isSame(one, part))
    const other = made[before]
    if (other && 'fact' in other && 'fact' in part) made[before] = { ...other, value: [other.value, part.value].flat() }
    else made.push(part)
  }
  return made
}

const joinable: Readonly<Record<string, string>> = { equal: 'equal', in: 'equal', startsWith: 'startsWith' }

function isSame(a: Condition, b: Condition): boolean {
  if (!('fact' in a) || !('fact' in b)) return false
  const operator = joinable[a.operator]
  const isOne = a.fact === b.fact && a.path === b.path && JSON.stringify(a.params) === JSON.stringify(b.params)
  return isOne && operator !== undefined && operator === joinable[b.operator] && typeof a.value !== 'boolean'
}

function leafClause(leaf: LeafCondition, on: string, words: Vocabulary, negated: boolean): string {
  const found = stated(leaf, words)
  if (!found) return filled(words.said(notKnown), 'fact', leaf.fact)
  return ofWhom(leaf, on, words, timeClause(leaf, found, words, negated) ?? plainClause(leaf, found, words, negated))
}

const notKnown: Phrase = { sv: 'något gäller som inte finns längre', en: 'something is so that is there no more' }

function plainClause(leaf: LeafCondition, { look, is, values }: Stated, words: Vocabulary, negated: boolean): string {
  const { reads, type, say } = look
  const value = words.or(listed(values, type, words))
  if (is !== undefined) {
    const holds = is !== negated
    const clause = holds ? reads?.is : reads?.isNot
    if (clause) return filled(words.said(clause), 'value', value)
    if (type.kind === 'boolean') {
      return holds ? words.said(say) : filled(words.said(notSo), 'clause', words.said(say))
    }
  }
  return byOperator(leaf, { reads, say, value, values, look }, words, negated)
}

function byOperator(
  { operator }: LeafCondition,
  {
    reads,
    say,
    value,
    values,
    look,
  }: { reads: LookWords | undefined; say: Phrase; value: string; values: readonly unknown[]; look: Look },
  words: Vocabulary,
  negated: boolean,
): string {
  const known = words.operator(operator)
  const compares = known ? words.said(negated ? known.not : known.say) : ''
  // About the characters as they stand (operators.ts).
  const shown = operator === 'startsWith' ? words.or(values.map(String)) : value
  const verb = words.language === 'sv' ? subordinate(compares) : compares
  const what = words.said(reads?.noun ?? say)
  return `${what} ${verb} ${values.length === 0 ? valueText(undefined, look.type, words) : shown}`
}

/** "inte" stands before the verb in a clause behind "om": "inte är mindre än". */
const subordinate = (words: string): string => words.replace(/^(\S+) inte\b/, 'inte $1')

/** The called person is meant unless another is said. */
function ofWhom({ fact, params }: LeafCondition, on: string, words: Vocabulary, clause: string): string {
  const param = words.fact(fact)?.params.find(({ type }) => type.kind === 'role')
  const asked = param && params?.[param.name]
  if (asked === undefined || asked === param?.standard) return clause
  const role = words.event(on)?.roles.find(({ name }) => name === asked)
  return role ? filled(filled(words.said(whose), 'role', words.said(role.say)), 'clause', clause) : clause
}
