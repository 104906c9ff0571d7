/** From an occurrence and its facts to one decision. Changes nothing outside itself: simulator, replay and tests call it too. */
import { v7 } from 'uuid'
import type { ActionCall } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import type { Decision, RuleOutcome, Seen, Tried } from './decision.ts'
import { tryRule } from './engine.ts'
import type { Facts } from './facts.ts'
import type { Occurrence } from './occurrence.ts'
import { isReference, type PlacedRule, type Reference } from './rule.ts'
import type { RuleIndex } from './rules.ts'
import { standing } from './selection.ts'
import { valueAt } from './value.ts'

interface Sources {
  readonly catalogue: Catalogue
  readonly rules: Pick<RuleIndex, 'ladder'>
  readonly facts: Facts
}

/** What names a rule within one decision. */
export const ruleKey = (placed: PlacedRule): string => `${ownerKey(placed)}/${placed.rule.name}`

const ownerKey = ({ rule: { scope }, owner, organisation }: PlacedRule): string =>
  [scope, owner ?? organisation].filter(Boolean).join('/')

/**
 * `failed` names rules (by `ruleKey`) whose route could not be carried out, with the reason: the search goes on behind them.
 */
export async function decide(
  occurrence: Occurrence,
  { catalogue, rules, facts }: Sources,
  failed: ReadonlyMap<string, string> = new Map(),
): Promise<Decision> {
  const started = performance.now()
  const ladder = rules.ladder(occurrence)
  const tried: Tried[] = []
  const also: Decision['also'][number][] = []
  let route: Decision['route']

  const note = (placed: PlacedRule, outcome: RuleOutcome, what: Pick<Tried, 'conditions' | 'error'>) =>
    tried.push({
      rule: ruleKey(placed),
      title: placed.rule.title,
      version: placed.version,
      stage: placed.rule.stage,
      scope: placed.rule.scope,
      outcome,
      ...what,
    })

  /** Actions of a rule that held; undefined when the route can't be had, which is then noted. */
  async function take(placed: PlacedRule, what: Pick<Tried, 'conditions'>): Promise<boolean> {
    const key = ruleKey(placed)
    try {
      const refused = failed.get(key)
      if (refused !== undefined) throw new Error(refused)
      const action = await filled(placed.rule.event, catalogue, facts)
      const more = await Promise.all((placed.rule.also ?? []).map(call => filled(call, catalogue, facts)))
      const isRoute = catalogue.actions.get(action.type)?.definition.route === true
      if (isRoute) route = { rule: key, action }
      else also.push({ rule: key, action })
      also.push(...more.map(call => ({ rule: key, action: call })))
      note(placed, isRoute ? 'won' : 'held', what)
      return isRoute
    } catch (error) {
      note(placed, 'failed', { ...what, error: error instanceof Error ? error.message : String(error) })
      return false
    }
  }

  /** Many rules at once that want another value: one line of the trace, for there may be thousands. */
  function noteOthers(placed: readonly PlacedRule[], seen: Seen): void {
    const [first] = placed
    if (!first) return
    const { scope, stage } = first.rule
    const title = { sv: `${placed.length} regler för andra värden`, en: `${placed.length} rules for other values` }
    tried.push({ rule: ownerKey(first), title, stage, scope, outcome: 'not-held', conditions: seen })
  }

  /** What a rule that holds saw; any other is noted. */
  async function holds(placed: PlacedRule): Promise<Pick<Tried, 'conditions'> | undefined> {
    const { held, error, conditions } = await tryRule(placed, facts)
    if (error === undefined && (held ?? placed.rule.whenUnknown === 'holds')) return { conditions }
    note(placed, error !== undefined ? 'skipped' : held === undefined ? 'unknown' : 'not-held', { conditions, error })
    return undefined
  }

  /** How many rules are left behind the one that won. */
  async function findRoute(): Promise<number> {
    for (const [at, rung] of ladder.route.entries()) {
      const rules = await standing(rung, facts, noteOthers)
      for (const [place, placed] of rules.entries()) {
        const what = await holds(placed)
        if (!what || !(await take(placed, what))) continue
        const later = ladder.route.slice(at + 1)
        return later.reduce((sum, { rules }) => sum + rules.length, rules.length - place - 1)
      }
    }
    return 0
  }

  async function findSideActions(): Promise<void> {
    for (const rung of ladder.side) {
      for (const placed of await standing(rung, facts, noteOthers)) {
        const what = await holds(placed)
        if (what) await take(placed, what)
      }
    }
  }

  const notNeeded = await findRoute()
  await findSideActions()
  const otherwise = catalogue.events.get(occurrence.type)?.otherwise
  if (!route && otherwise) route = { rule: undefined, action: otherwise }
  return {
    id: v7(),
    occurrence,
    tried,
    route,
    also,
    facts: facts.seen(),
    notNeeded,
    tookMs: performance.now() - started,
  }
}

/** An action with its arguments read from the facts where the rule says so, and checked. Throws when they don't fit. */
async function filled(call: ActionCall, catalogue: Catalogue, facts: Facts): Promise<ActionCall> {
  const action = catalogue.actions.get(call.type)
  if (!action) throw new Error(`there is no action ${call.type}`)
  const params: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(call.params ?? {})) {
    const given = isReference(value) ? await referred(value, facts) : value
    if (given !== undefined) params[name] = given
  }
  const checked = action.definition.args.safeParse(params)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new Error(`${call.type}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
  }
  return { type: call.type, params: checked.data as Record<string, unknown> }
}

async function referred({ fact, params, path }: Reference, facts: Facts): Promise<unknown> {
  const known = await facts.read(fact, params)
  if (!known.known) return undefined
  return path ? valueAt(known.value, path) : known.value
}
