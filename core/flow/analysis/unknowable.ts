/** Facts that nobody can know when this happens: of somebody who takes no part, or of another kind of event. */
import type { Phrase } from '../../define.ts'
import type { CatalogueDescription } from '../description.ts'
import { isReference, type LeafCondition, type Reference } from '../rule.ts'
import { type Finding, removal } from './finding.ts'
import { type Entry, type Ladder, named, quoted } from './ladder.ts'
import { holds, unknownRegion } from './region.ts'
import { leaves, withDefaults } from './variables.ts'

export function* unknowable(ladder: Ladder, catalogue: CatalogueDescription): Generator<Finding> {
  for (const entry of [...ladder.routes, ...ladder.sides]) {
    if (!entry.own) continue
    const { rule } = entry.placed
    const asked = leaves(rule.conditions).filter(leaf => isUnknowable(leaf, ladder.event, catalogue))
    const [first] = asked
    if (first) yield inConditions(entry, first, asked, ladder, catalogue)
    const read = [rule.event, ...(rule.also ?? [])]
      .flatMap(({ params = {} }) => Object.values(params))
      .filter(isReference)
      .find(one => !one.optional && isUnknowable(one, ladder.event, catalogue))
    if (read) yield found(entry, read, 'warn', ladder, catalogue)
    const unfit = [rule.event, ...(rule.also ?? [])]
      .map(({ type }) => catalogue.actions.find(({ name }) => name === type))
      .find(action => action?.events && !action.events.includes(ladder.event))
    if (unfit) yield cannotFollow(entry, ladder, catalogue)
  }
}

function cannotFollow(entry: Entry, { event }: Ladder, { events }: CatalogueDescription): Finding {
  const rule = named(entry)
  const title = quoted(rule)
  const when: Phrase = events.find(({ name }) => name === event)?.say ?? { sv: event, en: event }
  return {
    code: 'unfit',
    severity: 'stop',
    say: {
      sv: `${title.sv} gör något som inte går när ${when.sv}.`,
      en: `${title.en} does what can't be done when ${when.en}.`,
    },
    rules: [rule],
    fix: removal(rule.name),
  }
}

function isUnknowable({ fact, params }: Reference, event: string, catalogue: CatalogueDescription): boolean {
  const described = catalogue.facts.find(({ name }) => name === fact)
  if (!described) return false
  if (described.events && !described.events.includes(event)) return true
  const { of } = withDefaults(described, params)
  const roles = catalogue.events.find(({ name }) => name === event)?.roles ?? []
  return typeof of === 'string' && roles.length > 0 && !roles.some(({ name }) => name === of)
}

/** It stops publishing where the rule can't hold without; in an `any` it only adds nothing. */
function inConditions(
  entry: Entry,
  first: LeafCondition,
  asked: readonly LeafCondition[],
  ladder: Ladder,
  catalogue: CatalogueDescription,
): Finding {
  const dark = new Set(asked.map(leaf => ladder.variables.literal(leaf).variable))
  const canHold = entry.cubes?.some(cube =>
    [...cube].every(([variable, regions]) => !dark.has(variable) || holds(regions, unknownRegion)),
  )
  return found(entry, first, canHold === false ? 'stop' : 'warn', ladder, catalogue)
}

function found(
  entry: Entry,
  { fact }: Reference,
  severity: 'stop' | 'warn',
  { event }: Ladder,
  { facts, events }: CatalogueDescription,
): Finding {
  const rule = named(entry)
  const title = quoted(rule)
  const what: Phrase = facts.find(({ name }) => name === fact)?.say ?? { sv: fact, en: fact }
  const when: Phrase = events.find(({ name }) => name === event)?.say ?? { sv: event, en: event }
  return {
    code: 'unknowable',
    severity,
    say: {
      sv: `${title.sv} frågar efter ${what.sv}, som inte går att veta när ${when.sv}.`,
      en: `${title.en} asks for ${what.en}, which can't be known when ${when.en}.`,
    },
    rules: [rule],
    ...(severity === 'stop' && { fix: removal(rule.name) }),
  }
}
