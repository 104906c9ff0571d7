/** All rules of all organisations, so indexed that a decision meets only those that can matter to it. */
import { LRUCache } from 'lru-cache'
import type { Catalogue } from './catalogue.ts'
import type { Occurrence } from './occurrence.ts'
import { type PlacedRule, type Rule, type RuleScopeName, ruleScopes, stages } from './rule.ts'
import { type Rung, rung } from './selection.ts'

/** A rule as it is kept: text until it is needed, for there may be hundreds of thousands. */
export interface StoredRule {
  readonly organisation?: string | undefined
  readonly owner?: string | undefined
  readonly scope: RuleScopeName
  readonly on: string
  readonly position: number
  readonly version?: string | undefined
  /** JSON of a `Rule`. */
  readonly source: string
}

export interface RuleIndex {
  /** Puts the whole list of one owner in place of what was there. */
  replace(
    scope: RuleScopeName,
    organisation: string | undefined,
    owner: string | undefined,
    rules: readonly StoredRule[],
  ): void
  /** The rungs that matter to an occurrence, in the order in which they are tried; `route` ends at a winner, `side` never. */
  ladder(occurrence: Occurrence): { route: readonly Rung[]; side: readonly Rung[] }
  /** The same rules, but for one owner's, which are these: to try a draft, or an earlier version. */
  with(
    scope: RuleScopeName,
    organisation: string | undefined,
    owner: string | undefined,
    rules: readonly StoredRule[],
  ): RuleIndex
  readonly size: number
}

/** Rules kept read at a time; each is about 1 kB, and 3 kB more when it is evaluated. */
const compiledRules = 50_000

interface Shelf {
  readonly route: Map<string, Rung>
  readonly side: Rung | undefined
}

/** The shelf of an owner for an event type. */
type FindShelf = (
  scope: RuleScopeName,
  organisation: string | undefined,
  owner: string | undefined,
  type: string,
) => Shelf | undefined

function ladderOf(
  find: FindShelf,
  { type, organisation, scope }: Occurrence,
): { route: readonly Rung[]; side: readonly Rung[] } {
  const near = ruleScopes.flatMap(name => {
    if (name === 'standard') return find(name, undefined, undefined, type) ?? []
    if (name === 'organisation') return find(name, organisation, undefined, type) ?? []
    const owner = scope[name]
    return owner === undefined ? [] : (find(name, organisation, owner, type) ?? [])
  })
  return {
    route: stages.flatMap(stage => near.flatMap(({ route }) => route.get(stage) ?? [])),
    side: near.flatMap(({ side }) => side ?? []),
  }
}

export function ruleIndex(catalogue: Catalogue): RuleIndex {
  /** Owner (`scope organisation owner`) to event type to rules. */
  const owners = new Map<string, Map<string, StoredRule[]>>()
  const shelves = new LRUCache<string, Shelf>({ maxSize: compiledRules })
  let size = 0

  const owner = (scope: string, organisation: string | undefined, id: string | undefined) =>
    `${scope} ${organisation ?? ''} ${id ?? ''}`

  function shelf(key: string, type: string): Shelf | undefined {
    const stored = owners.get(key)?.get(type)
    if (!stored) return undefined
    const shelfKey = `${key} ${type}`
    const before = shelves.get(shelfKey)
    if (before) return before
    const made = shelfOf(stored, catalogue)
    shelves.set(shelfKey, made, { size: stored.length })
    return made
  }

  const find: FindShelf = (scope, organisation, id, type) => shelf(owner(scope, organisation, id), type)

  function over(below: FindShelf, ...draft: Parameters<RuleIndex['replace']>): RuleIndex {
    const [scope, organisation, id, rules] = draft
    const byType = Map.groupBy(inOrder(rules), rule => rule.on)
    const made = new Map([...byType].map(([type, list]) => [type, shelfOf(list, catalogue)]))
    const above: FindShelf = (...asked) => {
      const [ofScope, ofOrganisation, ofOwner, type] = asked
      const isDraft = ofScope === scope && ofOrganisation === organisation && ofOwner === id
      return isDraft ? made.get(type) : below(...asked)
    }
    return {
      replace: () => {
        throw new Error('a draft is not in force')
      },
      ladder: occurrence => ladderOf(above, occurrence),
      with: (...more) => over(above, ...more),
      size: rules.length,
    }
  }

  return {
    replace(scope, organisation, id, rules) {
      const key = owner(scope, organisation, id)
      for (const [type, list] of owners.get(key) ?? []) {
        size -= list.length
        shelves.delete(`${key} ${type}`)
      }
      owners.delete(key)
      if (rules.length === 0) return
      const byType = Map.groupBy(inOrder(rules), rule => rule.on)
      owners.set(key, byType)
      size += rules.length
    },
    ladder: occurrence => ladderOf(find, occurrence),
    with: (...draft) => over(find, ...draft),
    get size() {
      return size
    },
  }
}

const place = ({ source, organisation, owner, position, version }: StoredRule): PlacedRule => ({
  // Checked when it was written: to check it again would cost more than all the rest.
  rule: JSON.parse(source) as Rule,
  organisation,
  owner,
  position,
  version,
})

const inOrder = (rules: readonly StoredRule[]) => [...rules].sort((a, b) => a.position - b.position)

function shelfOf(stored: readonly StoredRule[], catalogue: Catalogue): Shelf {
  const placed = stored.map(place)
  const isRoute = ({ rule }: PlacedRule) => catalogue.actions.get(rule.event.type)?.definition.route === true
  const side = placed.filter(rule => !isRoute(rule))
  const route = new Map<string, Rung>()
  for (const stage of stages) {
    const rules = placed.filter(rule => isRoute(rule) && rule.rule.stage === stage)
    if (rules.length > 0) route.set(stage, rung(rules))
  }
  return { route, side: side.length > 0 ? rung(side) : undefined }
}
