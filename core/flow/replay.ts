/**
 * What happened is decided once more with other rules, by the `decide` that runs calls, on the facts as they were written down then. What
 * nobody wrote down is unknown, and where it would matter nobody can tell how it would end.
 */
import type { Catalogue } from './catalogue.ts'
import { decide, ruleKey } from './decide.ts'
import type { Decision, SeenTree, Tried } from './decision.ts'
import { factsFor } from './facts.ts'
import { isReference } from './rule.ts'
import type { RuleIndex } from './rules.ts'
import { unrecorded } from './suppose.ts'
import { parseDecision } from './tables.ts'

export interface ReplayRules {
  readonly catalogue: Catalogue
  /** Those in force now. */
  readonly inForce: Pick<RuleIndex, 'ladder'>
  /** Those to be tried; the same where only time has passed. */
  readonly draft: Pick<RuleIndex, 'ladder'>
  /** Whether a rule (by `ruleKey`) is the same in both: that its route could not be carried out then holds for both. */
  readonly unchanged: (rule: string) => boolean
}

/**
 * `changed`: it would end differently with the draft. `published`: it would, and with the rules in force too, which were others then.
 * `untold`: it depends on what nobody wrote down.
 */
export type Verdict = 'same' | 'changed' | 'published' | 'untold'

export interface Replayed {
  readonly verdict: Verdict
  readonly was: Decision
  readonly would: Decision
}

export interface ReplayCounts {
  readonly same: number
  readonly changed: number
  readonly published: number
  readonly untold: number
}

interface Wanted extends ReplayRules {
  /** JSON of decisions, in parts, oldest first. */
  readonly records: AsyncIterable<readonly string[]>
  /** Only what these rules are tried for: an occurrence with this id in its scope. */
  readonly scope?: { readonly name: 'person' | 'number' | 'queue'; readonly id: string } | undefined
  /** Decisions that were looked at so far. */
  readonly progress: (done: number, counts: ReplayCounts) => void
  readonly differs: (one: Replayed) => void
}

/**
 * Counts calls, and not their decisions: what came after one that would have ended differently would not have happened. What has no
 * route is counted one by one.
 */
export async function replay({ records, scope, progress, differs, ...rules }: Wanted): Promise<ReplayCounts> {
  const counts = { same: 0, changed: 0, published: 0, untold: 0 }
  const verdicts = new Map<string, Verdict>()
  let done = 0
  for await (const part of records) {
    for (const text of part) {
      // Most are somebody else's: to look for the id costs less than to read them.
      if (scope && !text.includes(scope.id)) continue
      const was = parseDecision(text)
      const { type, subject } = was.occurrence
      if (scope && was.occurrence.scope[scope.name] !== scope.id) continue
      const hasRoute = rules.catalogue.events.get(type)?.otherwise !== undefined
      const before = hasRoute ? verdicts.get(subject) : undefined
      if (before !== undefined && before !== 'same') continue
      const one = await decideAgain(was, rules)
      if (before !== undefined) counts[before] -= 1
      counts[one.verdict] += 1
      if (hasRoute) verdicts.set(subject, one.verdict)
      if (one.verdict !== 'same') differs(one)
    }
    done += part.length
    progress(done, counts)
  }
  return counts
}

export async function decideAgain(
  was: Decision,
  { catalogue, inForce, draft, unchanged }: ReplayRules,
): Promise<Replayed> {
  const facts = [...(was.facts ?? []), ...(was.beside ?? [])]
  // A route that could not be carried out then can't be now.
  const failed = new Map(
    was.tried.flatMap(({ rule, outcome, error = '' }) =>
      outcome === 'failed' && unchanged(rule) ? [[rule, error] as const] : [],
    ),
  )
  async function by(rules: Pick<RuleIndex, 'ladder'>): Promise<Decision> {
    const reader = factsFor(catalogue, was.occurrence, undefined, { facts, otherwise: 'unrecorded' })
    try {
      return await decide(was.occurrence, { catalogue, rules, facts: reader }, failed)
    } finally {
      reader.end()
    }
  }

  const would = await by(draft)
  if (isUntold(would, draft)) return { verdict: 'untold', was, would }
  if (endsAlike(was, would, catalogue)) return { verdict: 'same', was, would }
  if (inForce === draft) return { verdict: 'published', was, would }
  return { verdict: endsAlike(await by(inForce), would, catalogue) ? 'published' : 'changed', was, would }
}

function endsAlike(one: Decision, other: Decision, catalogue: Catalogue): boolean {
  return endOf(one) === endOf(other) || endOf(one, catalogue) === endOf(other, catalogue)
}

/** What is done, whoever said so. With a catalogue: arguments as their action takes them today, what it gives by itself included. */
function endOf({ route, also }: Decision, catalogue?: Catalogue): string {
  const calls = [...(route ? [route.action] : []), ...also.map(({ action }) => action)]
  const taken = calls.map(({ type, params = {} }) => {
    const parsed = catalogue?.actions.get(type)?.definition.args.safeParse(params)
    return [type, parsed?.success ? parsed.data : params]
  })
  return JSON.stringify([route !== undefined, taken])
}

/** Whether it depends on a fact that nobody wrote down: by a rule that might hold, or an argument of one that did. */
function isUntold({ occurrence, tried, facts = [] }: Decision, rules: Pick<RuleIndex, 'ladder'>): boolean {
  const missing = new Set(facts.flatMap(({ fact, saw }) => (saw === unrecorded ? [fact] : [])))
  if (missing.size === 0) return false
  if (tried.some(mayBeOtherwise)) return true
  const took = new Set(
    tried.filter(({ outcome }) => ['won', 'held', 'failed'].includes(outcome)).map(({ rule }) => rule),
  )
  const { route, side } = rules.ladder(occurrence)
  const taken = [...route, ...side].flatMap(rung => rung.rules).filter(placed => took.has(ruleKey(placed)))
  return taken.some(({ rule: { event, also = [] } }) =>
    [event, ...also].some(({ params = {} }) =>
      Object.values(params).some(value => isReference(value) && missing.has(value.fact)),
    ),
  )
}

function mayBeOtherwise({ conditions, outcome }: Tried): boolean {
  if (!conditions || conditions.held !== undefined) return false
  // A guard that holds where it knows nothing.
  return outcome === 'unknown' ? canBe(conditions, true) : canBe(conditions, false)
}

/** Whether conditions could have been so, had all been known that was only not written down. */
function canBe(tree: SeenTree, wanted: boolean): boolean {
  // Where the fact is known it is the value beside it that isn't.
  if ('fact' in tree) return tree.held === undefined ? tree.saw === unrecorded || tree.saw.known : tree.held === wanted
  if ('not' in tree) return canBe(tree.not, !wanted)
  const [parts, all] = 'all' in tree ? [tree.all, true] : [tree.any, false]
  return all === wanted ? parts.every(part => canBe(part, wanted)) : parts.some(part => canBe(part, wanted))
}
