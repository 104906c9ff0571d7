/** Rules that share something out between them and leave a part: office hours to 16:00, the evening after 16:00, and nobody at 16:00. */
import type { Phrase } from '../../define.ts'
import type { ValueKind, ValueType } from '../description.ts'
import { weekdays } from './candidates.ts'
import type { Cube } from './cubes.ts'
import { example } from './example.ts'
import type { Finding } from './finding.ts'
import { type Entry, type Ladder, named, quoted } from './ladder.ts'
import { either, holds, type Regions, unknownRegion } from './region.ts'
import type { Variable } from './variables.ts'
import { and, cubesOfAll, wins } from './winning.ts'

/** Of fewer it is no sharing out, of more the rest is no oversight. */
const fewest = 3

interface Share {
  readonly entry: Entry
  readonly variable: number
  readonly regions: Regions
  readonly rest: Cube
}

export function* gaps(ladder: Ladder): Generator<Finding> {
  const shares = ladder.routes.filter(({ own }) => own).flatMap(entry => sharesOf(entry))
  const groups = Map.groupBy(shares, ({ entry: { placed }, variable, rest }) =>
    JSON.stringify([placed.rule.stage, variable, [...rest].sort(([a], [b]) => a - b)]),
  )
  for (const group of groups.values()) {
    const [first] = group
    if (!first || group.length < 2) continue
    const variable = ladder.variables.all[first.variable]
    if (!variable) continue
    const left = leftBetween(group, variable)
    if (left) yield* told(group, first, left, ladder)
  }
}

function sharesOf(entry: Entry): readonly Share[] {
  const [cube, more] = entry.cubes ?? []
  if (!cube || more) return []
  return [...cube].map(([variable, regions]) => {
    const rest = new Map(cube)
    rest.delete(variable)
    return { entry, variable, regions, rest }
  })
}

/** What is left of an order between the least and the most that the rules take, or the one day of the week. */
function leftBetween(group: readonly Share[], { values, type }: Variable): Regions | undefined {
  const taken = group.map(({ regions }) => regions).reduce(either)
  const free = values.flatMap((value, at) =>
    value === undefined || holds(taken, at + 1) ? [] : [{ value: value as string | number, region: at + 1 }],
  )
  const [only] = free
  // Whoever wrote a whole stretch between two others left it out on purpose; one edge nobody does.
  if (type?.kind === 'weekday') {
    return only && free.length === 1 && group.length >= fewest ? { not: false, of: [only.region] } : undefined
  }
  if (!ordered.has(type?.kind ?? 'other') || group.filter(({ regions }) => isStretch(regions)).length < 2)
    return undefined
  const taking = values.filter((value, at) => value !== undefined && holds(taken, at + 1)) as (string | number)[]
  const between = free.filter(({ value }) => taking.some(one => one < value) && taking.some(one => one > value))
  return between.length === 1 && between[0] ? { not: false, of: [between[0].region] } : undefined
}

const ordered: ReadonlySet<ValueKind> = new Set(['number', 'duration', 'time-of-day', 'moment', 'date'])
const isStretch = ({ not, of }: Regions) => not || of.length > 1

function* told(group: readonly Share[], first: Share, left: Regions, ladder: Ladder): Generator<Finding> {
  const last = group.map(({ entry }) => ladder.routes.indexOf(entry)).reduce((a, b) => Math.max(a, b))
  const before = cubesOfAll(ladder.routes.slice(0, last).filter(({ own }) => own))
  const cube: Cube = new Map(first.rest).set(first.variable, left)
  const { witness } = wins({ cubes: [cube] }, before, ladder, { not: true, of: [unknownRegion] })
  const variable = ladder.variables.all[first.variable]
  const value = variable?.values[(left.of[0] ?? 1) - 1]
  if (!witness || value === undefined) return
  const rules = group.map(({ entry }) => named(entry))
  const [titles, what] = [rules.map(quoted), said(value, variable?.type)]
  yield {
    code: 'gap',
    severity: 'warn',
    say: {
      sv: `Mellan ${and(titles, 'sv')} är det en lucka: ingen av dem gäller vid ${what.sv}.`,
      en: `There is a gap between ${and(titles, 'en')}: none of them holds at ${what.en}.`,
    },
    rules,
    example: example(ladder.event, ladder.scope, witness, ladder.variables),
  }
}

function said(value: unknown, type: ValueType | undefined): Phrase {
  const day = type?.kind === 'weekday' ? weekdays.indexOf(String(value)) : -1
  // The first of June 2026 is a Monday.
  const name = (language: string) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 5, 1 + day))
  if (day >= 0) return { sv: name('sv'), en: name('en') }
  return { sv: String(value), en: String(value) }
}
