/** Whether one call could go all the way round: each rule wins where it stands, at the same time and for the same caller. */
import type { Sending } from '../../define.ts'
import type { PlacedRule } from '../rule.ts'
import { type Cube, cubesOf, meeting } from './cubes.ts'
import { leftOver, type Witness } from './left-over.ts'
import { allBut, holds, only, unknownRegion } from './region.ts'
import type { Variable, Variables } from './variables.ts'

export interface Step {
  readonly placed: PlacedRule
  /** Routes that are tried before it there. */
  readonly before: readonly PlacedRule[]
}

const known = allBut(unknownRegion)
/** Ways through all steps that are tried. */
const most = 64
const ofTime = new Set(['time-of-day', 'weekday', 'date', 'moment'])

/** What is the same for all steps: the time, and who calls. All else is another's at each. */
const isShared = ({ type, params }: Variable) => params.of === 'caller' || ofTime.has(type?.kind ?? '')

/** The first step's facts of a call that goes round; undefined where none does, or it can't be found out. */
export function goesRound(
  steps: readonly Step[],
  variables: Variables,
  counted: readonly Sending['counted'][],
): Witness | undefined {
  const size = variables.all.length
  const inStep = (cube: Cube, step: number): Cube =>
    new Map(
      [...cube].map(([place, regions]) => [isOfAll(place, variables) ? place : place + (step + 1) * size, regions]),
    )
  const count = (place: number) => variables.count(place % size)

  /** Sent on so often that more makes no difference. */
  const often: Cube = new Map(
    variables.all.flatMap((variable, place) => {
      if (!counted.some(({ fact, path }) => variable.fact === fact && variable.path === path)) return []
      const numbers = variable.values.filter(value => typeof value === 'number')
      return [[place, only(variable.values.indexOf(Math.max(...numbers)) + 1)] as const]
    }),
  )

  let ways: readonly Cube[] = [new Map()]
  const others: Cube[] = []
  for (const [step, { placed, before }] of steps.entries()) {
    const own = cubesOf(placed.rule, variables) ?? []
    const fitting = own.flatMap(cube => (fits(cube, often) ? [inStep(new Map([...cube, ...often]), step)] : []))
    ways = ways.flatMap(way => fitting.flatMap(cube => meeting(way, cube, { count }) ?? [])).slice(0, most)
    for (const { rule } of before) others.push(...(cubesOf(rule, variables) ?? []).map(cube => inStep(cube, step)))
  }
  for (const way of ways) {
    const { witness } = leftOver(way, others, count, known)
    if (witness) return firstStep(witness, size)
  }
  return undefined
}

const isOfAll = (place: number, { all }: Variables) => {
  const variable = all[place]
  return variable !== undefined && isShared(variable)
}

const fits = (cube: Cube, often: Cube) =>
  [...often].every(([place, { of }]) => holds(cube.get(place) ?? known, of[0] ?? unknownRegion))

const firstStep = (witness: Witness, size: number): Witness =>
  new Map([...witness].flatMap(([place, region]) => (place < 2 * size ? [[place % size, region] as const] : [])))
