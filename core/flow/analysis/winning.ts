/** Rules that can't win: they hold for nothing, or whatever they hold for is taken before they are asked. */

import type { Cube } from './cubes.ts'
import { example } from './example.ts'
import { type Finding, type Fix, removal } from './finding.ts'
import { guessed, rarest } from './guess.ts'
import { type Entry, type Ladder, named, quoted } from './ladder.ts'
import { isWithin, leftOver, overlap, type Witness } from './left-over.ts'
import { allBut, both as bothOf, everything, type Regions, unknownRegion } from './region.ts'

const known = allBut(unknownRegion)

export const cubesOfAll = (entries: readonly Entry[]): readonly Cube[] => entries.flatMap(({ cubes }) => cubes ?? [])

/** Where a rule wins that has `others` before it. `undecided` where that is too much to find out. */
export function wins(entry: Pick<Entry, 'cubes'>, others: readonly Cube[], ladder: Ladder, free: Regions) {
  let undecided = entry.cubes === undefined
  for (const cube of entry.cubes ?? []) {
    const found = leftOver(cube, others, ladder.variables.count, free)
    if (found.witness) return { witness: found.witness, undecided: false }
    undecided ||= found.undecided
  }
  return { witness: undefined, undecided }
}

/** Enough to mend before one looks again. */
const mostTold = 200

export function* neverWin(ladder: Ladder): Generator<Finding | undefined> {
  let told = 0
  for (const entry of ladder.sides) if (entry.own && entry.cubes?.length === 0) yield contradiction(entry)
  const before: Cube[] = []
  const rare = rarest(cubesOfAll(ladder.routes), ladder.variables)
  for (const [at, entry] of ladder.routes.entries()) {
    if (entry.own && entry.cubes) {
      const found =
        entry.cubes.length === 0
          ? contradiction(entry)
          : entry.cubes.some(cube => guessed(cube, before, rare))
            ? undefined
            : behind(entry, at, before, ladder)
      yield found
      if (found && ++told === mostTold) return
    }
    before.push(...(entry.cubes ?? []))
  }
}

function contradiction(entry: Entry): Finding {
  const rule = named(entry)
  const { sv, en } = quoted(rule)
  return {
    code: 'contradiction',
    severity: 'stop',
    say: {
      sv: `${sv} kan aldrig gälla: villkoren motsäger varandra.`,
      en: `${en} can never hold: its conditions contradict each other.`,
    },
    rules: [rule],
    fix: removal(rule.name),
  }
}

function behind(entry: Entry, at: number, before: readonly Cube[], ladder: Ladder): Finding | undefined {
  const sure = wins(entry, before, ladder, known)
  if (sure.witness || sure.undecided) return undefined
  const holding = wins(entry, [], ladder, known)
  // Written for what is unknown: a spending cap that can't be read.
  if (!holding.witness) return undefined
  const earlier = ladder.routes.slice(0, at)
  const others = coverers(entry, earlier, ladder)
  const rules = [entry, ...others].map(named)
  const unsure = wins(entry, before, ladder, everything)
  if (unsure.undecided) return undefined
  if (unsure.witness) {
    // The last resort is there for just that.
    return entry.placed.rule.stage === 'fallback' ? undefined : onlyUnknown(entry, rules, unsure.witness, ladder)
  }
  const { sv, en } = quoted(named(entry))
  const [first, ...more] = others.map(other => quoted(named(other)))
  const fix = putBefore(entry, others, earlier, ladder)
  return {
    code: 'shadowed',
    severity: 'warn',
    say: {
      sv: `${sv} nås aldrig: den står efter ${and([first, ...more], 'sv')}, som alltid gäller före den.`,
      en: `${en} is never reached: it stands after ${and([first, ...more], 'en')}, which always ${more.length > 0 ? 'hold' : 'holds'} before it.`,
    },
    rules,
    example: example(ladder.event, ladder.scope, filledIn(holding.witness, others, ladder), ladder.variables),
    ...(fix && { fix }),
  }
}

function onlyUnknown(entry: Entry, rules: Finding['rules'], witness: Witness, ladder: Ladder): Finding {
  const { sv, en } = quoted(named(entry))
  return {
    code: 'only-unknown',
    severity: 'warn',
    say: {
      sv: `${sv} nås bara när något inte går att läsa: annars gäller alltid en regel före den.`,
      en: `${en} is only reached when something can't be read: otherwise a rule before it always holds.`,
    },
    rules,
    example: example(ladder.event, ladder.scope, witness, ladder.variables),
  }
}

const shown = 3
export function and(quotes: readonly ({ sv: string; en: string } | undefined)[], language: 'sv' | 'en'): string {
  const all = quotes.flatMap(quote => quote?.[language] ?? [])
  const [few, rest] = [all.slice(0, shown), all.length - shown]
  if (rest > 0) return `${few.join(', ')} ${language === 'sv' ? `och ${rest} till` : `and ${rest} more`}`
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(few)
}

/** One rule that takes it all, where there is one; else the fewest that do so together. */
function coverers(entry: Entry, earlier: readonly Entry[], ladder: Ladder): readonly Entry[] {
  const { count } = ladder.variables
  const cubes = entry.cubes ?? []
  const one = earlier.find(other =>
    cubes.every(cube => other.cubes?.some(whole => isWithin(cube, whole, count, known))),
  )
  if (one) return [one]
  let needed = earlier.filter(other => meets(entry, other, ladder))
  if (needed.length > mostNeeded) return needed.slice(0, mostNeeded)
  for (const other of [...needed]) {
    const without = needed.filter(kept => kept !== other)
    const { witness, undecided } = wins(entry, cubesOfAll(without), ladder, known)
    if (!witness && !undecided) needed = without
  }
  return needed
}
const mostNeeded = 60

const meets = (entry: Entry, other: Entry, { variables: { count } }: Ladder) =>
  (entry.cubes ?? []).some(cube => (other.cubes ?? []).some(whole => overlap(cube, whole, count)))

const joined = (a: Cube, b: Cube): Cube => {
  const together = new Map(a)
  for (const [variable, regions] of b) {
    const before = together.get(variable)
    together.set(variable, before ? bothOf(before, regions) : regions)
  }
  return together
}

/** The example tells also of what the rules before it ask: which of them wins is then certain. */
function filledIn(witness: Witness, others: readonly Entry[], ladder: Ladder): Witness {
  const { count } = ladder.variables
  const fixed = new Map([...witness].map(([variable, region]) => [variable, { not: false, of: [region] }] as const))
  for (const cube of cubesOfAll(others)) {
    const found = leftOver(joined(fixed, cube), [], count, known)
    if (found.witness) return found.witness
  }
  return witness
}

/** To stand before those that take it away, where all of these are the set's own and it wins then, and they still do. */
function putBefore(entry: Entry, others: readonly Entry[], earlier: readonly Entry[], ladder: Ladder): Fix | undefined {
  const { stage, name } = entry.placed.rule
  if (others.some(({ own, placed }) => !own || placed.rule.stage !== stage)) return undefined
  const first = earlier.findIndex(other => others.includes(other))
  const target = earlier[first]
  if (!target) return undefined
  const ahead = cubesOfAll(earlier.slice(0, first))
  if (!wins(entry, ahead, ladder, known).witness) return undefined
  const stillWins = others.every(other => {
    const others = earlier.slice(0, earlier.indexOf(other))
    return wins(other, [...cubesOfAll([entry]), ...cubesOfAll(others)], ladder, known).witness !== undefined
  })
  if (!stillWins) return undefined
  const { sv, en } = quoted(named(target))
  return {
    say: { sv: `Sätt den före ${sv}`, en: `Put it before ${en}` },
    change: { kind: 'move', name, before: target.placed.rule.name },
  }
}
