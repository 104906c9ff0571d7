/** What comes before the comma: what happens, to whom, when, and what else is so. */
import type { Phrase } from '../../define.ts'
import type { EventDescription } from '../description.ts'
import type { Condition, LeafCondition } from '../rule.ts'
import { clauseOf, stated } from './clauses.ts'
import type { ReadRule } from './index.ts'
import { adverbOf, spanOf } from './times.ts'
import { listed } from './values.ts'
import { filled, type Vocabulary } from './vocabulary.ts'

const when: Phrase = { sv: 'När', en: 'When' }
const ifWord: Phrase = { sv: 'Om', en: 'If' }
const nothingElse: Phrase = { sv: 'inget annat gäller', en: 'nothing else applies' }
const something: Phrase = { sv: 'något händer', en: 'something happens' }

export function situation(rule: ReadRule, words: Vocabulary): { word: Phrase; clause: string } {
  const event = words.event(rule.on)
  const parts = partsOf(rule.conditions)
  const people = peopleOf(parts, event, words)
  const times = timesOf(
    parts.filter(part => !people.parts.has(part)),
    words,
  )
  const rest = parts.filter(part => !people.parts.has(part) && !times.parts.has(part))
  const clauses = [...new Set(rest.map(part => clauseOf(part, rule.on, words, false, parts.length > 1)))]
  const isLast = parts.length === 0 && rule.stage === 'fallback'
  const isUnsaid = event?.implied && people.said.size === 0 && times.said.length === 0
  const happens = isUnsaid && (clauses.length > 0 || isLast) ? [] : happening(event, people.said, times.said, words)
  const all = [...happens, ...clauses, ...(isLast ? [words.said(nothingElse)] : [])]
  return { word: parts.length === 0 && !isLast ? when : ifWord, clause: words.and(all) }
}

/** What all has to hold; an "all" within an "all" says nothing more. */
function partsOf(condition: Condition): Condition[] {
  return 'all' in condition ? condition.all.flatMap(partsOf) : [condition]
}

/** Whoever the conditions speak of, where the event has a clause that names them: "a VIP calls Sales". */
function peopleOf(parts: readonly Condition[], event: EventDescription | undefined, words: Vocabulary) {
  const said = new Map<string, string>()
  const used = new Set<Condition>()
  const hasClause = (role: string) => {
    const roles = new Set([...said.keys(), role])
    return event?.clauses.some(
      clause => clause.roles.length === roles.size && clause.roles.every(one => roles.has(one)),
    )
  }
  for (const part of parts) {
    const named = personOf(part, words)
    if (!named || said.has(named.role) || !hasClause(named.role)) continue
    said.set(named.role, named.text)
    used.add(part)
  }
  return { said, parts: used }
}

function personOf(part: Condition, words: Vocabulary): { role: string; text: string } | undefined {
  if ('any' in part) {
    const each = part.any.map(one => personOf(one, words))
    const [first] = each
    if (!first || !each.every(one => one?.role === first.role)) return undefined
    return { role: first.role, text: words.or([...new Set(each.map(one => one?.text ?? ''))]) }
  }
  return 'fact' in part ? leafPerson(part, words) : undefined
}

function leafPerson(leaf: LeafCondition, words: Vocabulary) {
  const found = stated(leaf, words)
  const named = found?.look.reads?.as
  if (!found || !named || found.is === undefined || found.values.length === 0) return undefined
  const phrase = found.is ? named.is : named.isNot
  const param = words.fact(leaf.fact)?.params.find(({ type }) => type.kind === 'role')
  const role = named.role ?? (param && (leaf.params?.[param.name] ?? param.standard))
  if (!phrase || typeof role !== 'string') return undefined
  return { role, text: filled(words.said(phrase), 'value', words.or(listed(found.values, found.look.type, words))) }
}

/** When it happens, days before hours. */
function timesOf(parts: readonly Condition[], words: Vocabulary) {
  const leaves = parts.filter(part => 'fact' in part)
  const used = new Set<Condition>()
  const days: string[] = []
  const hours: string[] = []
  for (const leaf of leaves) {
    if (used.has(leaf)) continue
    const found = stated(leaf, words)
    const adverb = found && adverbOf(leaf, found, words)
    if (!found || adverb === undefined) continue
    const other = leaves.find(one => one !== leaf && !used.has(one) && spanOf(leaf, one, words) !== undefined)
    used.add(leaf)
    if (other) used.add(other)
    const isHour = found.look.type.kind === 'time-of-day'
    ;(isHour ? hours : days).push((other && spanOf(leaf, other, words)) ?? adverb)
  }
  return { said: [...days, ...hours], parts: used }
}

function happening(
  event: EventDescription | undefined,
  people: ReadonlyMap<string, string>,
  times: readonly string[],
  words: Vocabulary,
): string[] {
  const roles = [...people.keys()]
  const clause = event?.clauses.find(
    one => one.roles.length === roles.length && roles.every(role => one.roles.includes(role)),
  )
  const said = words.said(clause?.say ?? event?.say ?? something)
  const what = [...people].reduce((made, [role, text]) => filled(made, role, text), said)
  return [[what, ...times].join(' '), ...(clause?.and ? [words.said(clause.and)] : [])]
}
