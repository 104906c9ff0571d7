/**
 * Rules that take away what another promised. Guards and exemptions are promises: a VIP reaches people whatever they do, a blocked caller
 * nobody. A rule that is tried before one, holds for some of the same calls, and doesn't speak of what the promise is about, breaks it by
 * oversight.
 */
import type { Rule } from '../rule.ts'
import { type Cube, meeting } from './cubes.ts'
import { example } from './example.ts'
import type { Finding, Fix } from './finding.ts'
import { type Entry, type Ladder, named, quoted } from './ladder.ts'
import { isWithin } from './left-over.ts'
import { allBut, unknownRegion } from './region.ts'
import { leaves } from './variables.ts'
import { cubesOfAll, wins } from './winning.ts'

const known = allBut(unknownRegion)
const promising = ['guard', 'exempt']

export function* takenAway(ladder: Ladder): Generator<Finding | undefined> {
  const { routes } = ladder
  const ordinary = askedBy(routes.filter(({ placed }) => !promising.includes(placed.rule.stage)))
  for (const [at, promise] of routes.entries()) {
    const { rule } = promise.placed
    if (!promising.includes(rule.stage) || promise.own) continue
    // Without the examined rules it was asked behind these, and they took nothing that it promised.
    const others = cubesOfAll(routes.slice(0, at).filter(({ own }) => !own))
    const about = whatSetsApart(promise, ordinary)
    for (const [place, entry] of routes.slice(0, at).entries()) {
      if (!entry.own || isSame(entry.placed.rule, rule) || speaksOf(entry, promise, about, ladder)) continue
      const own = cubesOfAll(routes.slice(0, place).filter(before => before.own))
      const both = shared(entry, promise, ladder)
      yield undefined
      const { witness } = wins({ cubes: both }, [...others, ...own], ladder, known)
      if (!witness) continue
      yield found(entry, promise, ladder, example(ladder.event, ladder.scope, witness, ladder.variables), about)
    }
  }
}

const isSame = (a: Rule, b: Rule) => JSON.stringify(a.event) === JSON.stringify(b.event)

function askedBy(entries: readonly Entry[]): ReadonlySet<number> {
  return new Set(cubesOfAll(entries).flatMap(cube => [...cube.keys()]))
}

/** What no ordinary rule asks: that the caller is VIP, not that a phone is registered. All of it where ordinary rules ask the same. */
function whatSetsApart({ cubes = [] }: Entry, ordinary: ReadonlySet<number>): ReadonlySet<number> {
  const asked = cubes.flatMap(cube => [...cube.keys()])
  const special = asked.filter(variable => !ordinary.has(variable))
  return new Set(special.length > 0 ? special : asked)
}

/** Whoever wrote the rule thought of it: all that it takes is of just that kind. */
function speaksOf(entry: Entry, promise: Entry, about: ReadonlySet<number>, { variables }: Ladder): boolean {
  return (entry.cubes ?? []).every(cube =>
    (promise.cubes ?? []).some(whole => {
      const special = new Map([...whole].filter(([variable]) => about.has(variable)))
      return special.size > 0 && isWithin(cube, special, variables.count, known)
    }),
  )
}

function shared(entry: Entry, promise: Entry, { variables }: Ladder): readonly Cube[] {
  return (entry.cubes ?? []).flatMap(cube =>
    (promise.cubes ?? []).flatMap(other => meeting(cube, other, variables) ?? []),
  )
}

function found(
  entry: Entry,
  promise: Entry,
  ladder: Ladder,
  shown: Finding['example'],
  about: ReadonlySet<number>,
): Finding {
  const [rule, promised] = [named(entry), named(promise)]
  const [taker, given] = [quoted(rule), quoted(promised)]
  // What an organisation binds everyone to is not for its people to lift.
  const binds = promise.placed.rule.stage === 'guard' && promised.scope === 'organisation'
  return {
    code: 'takes-away',
    severity: binds ? 'stop' : 'warn',
    say: {
      sv: `${taker.sv} tar samtal från ${given.sv}.`,
      en: `${taker.en} takes calls from ${given.en}.`,
    },
    rules: [rule, promised],
    example: shown,
    ...excepting(entry.placed.rule, promise.placed.rule, about, ladder),
  }
}

/** The rule, but for what the other promised. Only of a promise that is a plain list of conditions. */
function excepting(rule: Rule, promise: Rule, about: ReadonlySet<number>, { variables }: Ladder): { fix?: Fix } {
  if (!('all' in promise.conditions)) return {}
  const special = leaves(promise.conditions).filter(leaf => about.has(variables.literal(leaf).variable))
  const [first] = special
  if (!first || promise.conditions.all.some(part => !('fact' in part))) return {}
  const except = { not: special.length === 1 ? first : { all: special } }
  const conditions =
    'all' in rule.conditions ? { all: [...rule.conditions.all, except] } : { all: [rule.conditions, except] }
  const { sv, en } = quoted(promise)
  return {
    fix: {
      say: { sv: `Undanta det som gäller ${sv}`, en: `Except what ${en} is about` },
      change: { kind: 'replace', name: rule.name, rule: { ...rule, conditions } },
    },
  }
}
