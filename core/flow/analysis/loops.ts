/** Forwarding that goes round: from a rule that is examined over those of others and back to where it began. */
import type { Phrase, RuleScope, Sending } from '../../define.ts'
import type { CatalogueDescription } from '../description.ts'
import type { PlacedRule } from '../rule.ts'
import { goesRound } from './circle.ts'
import { example } from './example.ts'
import type { Finding } from './finding.ts'
import { type Destination, type Examined, named, quoted } from './ladder.ts'
import { variables } from './variables.ts'
import { and } from './winning.ts'

/** A rule that sends calls from one destination to the next. */
interface Edge {
  readonly from: RuleScope
  readonly placed: PlacedRule
  readonly to: Destination
  readonly sends: Sending
}

/** Longer circles end by themselves: a call is not sent on so often. */
const longest = 6
/** Circles told of, and rules tried for each step of one. */
const most = 20

const keyOf = ({ person, number, queue }: RuleScope) => number ?? queue ?? person ?? ''

export function* loops(examined: Examined): Generator<Finding> {
  const edges = new Map<string, readonly Edge[]>()
  const edgesOf = (scope: RuleScope) => {
    const key = keyOf(scope)
    const before = edges.get(key)
    if (before) return before
    const found = forwards(scope, examined)
    edges.set(key, found)
    return found
  }
  const own = edgesOf(examined.scope).filter(({ placed }) => examined.isOwn(placed))
  // The organisation's own rules are asked wherever they lead.
  const starts = keyOf(examined.scope) === '' ? own.map(({ to }) => to.scope) : [examined.scope]
  const told = new Set<string>()
  for (const start of new Map(starts.map(scope => [keyOf(scope), scope])).values()) {
    for (const circle of circles(start, edgesOf)) {
      if (!circle.some(({ placed }) => examined.isOwn(placed))) continue
      if (isHarmless(circle)) continue
      const places = [...new Set(circle.map(({ from }) => keyOf(from)))].sort().join(' ')
      if (told.has(places)) continue
      const finding = around(circle, examined)
      if (!finding) continue
      told.add(places)
      yield finding
      if (told.size >= most) return
    }
  }
}

/** Rules that send calls on to somewhere inside, whatever happened to the call. */
function forwards(from: RuleScope, { catalogue, ladder, leads }: Examined): readonly Edge[] {
  const sending = sendings(catalogue)
  return catalogue.events
    .filter(({ route }) => route)
    .flatMap(event =>
      ladder(event.name, from).flatMap(placed => {
        const { type, params = {} } = placed.rule.event
        const sends = sending.get(type)
        const number = sends && params[sends.to]
        const to = typeof number === 'string' ? leads(number) : undefined
        return sends && to ? [{ from, placed, to, sends }] : []
      }),
    )
}

const sendings = ({ actions }: CatalogueDescription): ReadonlyMap<string, Sending> =>
  new Map(actions.flatMap(({ name, sends }) => (sends ? [[name, sends] as const] : [])))

function* circles(start: RuleScope, edgesOf: (scope: RuleScope) => readonly Edge[]): Generator<readonly Edge[]> {
  const goal = keyOf(start)
  const waiting: (readonly Edge[])[] = [[]]
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const here = path.at(-1)?.to.scope ?? start
    for (const edge of edgesOf(here)) {
      const next = [...path, edge]
      if (keyOf(edge.to.scope) === goal) yield next
      else if (next.length < longest && !path.some(({ from }) => keyOf(from) === keyOf(edge.to.scope)))
        waiting.push(next)
      if (waiting.length > 10_000) return
    }
  }
}

const isNear = ({ placed: { rule } }: Edge) => rule.scope !== 'organisation' && rule.scope !== 'standard'

/**
 * A call never comes back to whoever sent it on: the rules behind are asked then. That is as it should be where an organisation sends
 * everybody's calls to one, whose own go on to her phones, or to others only when she doesn't answer.
 */
const isHarmless = (circle: readonly Edge[]) =>
  circle.some(edge => !isNear(edge)) && (circle.length === 1 || !isAtOnce(circle))

const isAtOnce = (circle: readonly Edge[]) => circle.every(({ placed, sends }) => placed.rule.on === sends.event)

/** Undefined where no call could go all the way. */
function around(circle: readonly Edge[], examined: Examined): Finding | undefined {
  const { catalogue } = examined
  const routes = new Set(catalogue.actions.filter(({ route }) => route).map(({ name }) => name))
  const steps = circle.map(({ from, placed }) => {
    const asked = examined.ladder(placed.rule.on, from).filter(({ rule }) => routes.has(rule.event.type))
    return { placed, before: asked.slice(0, asked.indexOf(placed)) }
  })
  const conditions = steps.flatMap(({ placed, before }) => [...before, placed].map(({ rule }) => rule.conditions))
  const all = variables(conditions, catalogue)
  const witness = goesRound(
    steps,
    all,
    circle.map(({ sends }) => sends.counted),
  )
  const [first] = circle
  if (!witness || !first) return undefined
  const atOnce = isAtOnce(circle)
  const rules = circle.map(({ placed }) => named({ placed, own: examined.isOwn(placed) }))
  const [about] = rules.filter(({ own }) => own)
  return {
    code: 'loop',
    severity: atOnce ? 'stop' : 'warn',
    say: sentence(circle, atOnce),
    rules: [...rules.filter(({ own }) => own), ...rules.filter(({ own }) => !own)],
    example: example(first.placed.rule.on, first.from, witness, all),
    ...(about && {
      fix: {
        say: { sv: `Ta bort ${quoted(about).sv}`, en: `Remove ${quoted(about).en}` },
        change: { kind: 'remove', name: about.name },
      },
    }),
  }
}

function sentence(circle: readonly Edge[], atOnce: boolean): Phrase {
  const steps = circle.map(({ placed: { rule }, to }) => {
    const { sv, en } = quoted(rule)
    return { sv: `${sv} skickar dem till ${to.name}`, en: `${en} sends them to ${to.name}` }
  })
  return atOnce
    ? { sv: `Samtal går runt: ${and(steps, 'sv')}.`, en: `Calls go round: ${and(steps, 'en')}.` }
    : {
        sv: `Samtal som ingen tar kan gå runt: ${and(steps, 'sv')}.`,
        en: `Calls that nobody takes may go round: ${and(steps, 'en')}.`,
      }
}
