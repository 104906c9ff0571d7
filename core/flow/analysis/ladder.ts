/** The rules of one event, made ready to be examined: in the order in which they are tried, each as cubes. */
import type { RuleScope } from '../../define.ts'
import type { CatalogueDescription, ValueKind } from '../description.ts'
import type { PlacedRule } from '../rule.ts'
import { type Cube, cubesOf } from './cubes.ts'
import type { NamedRule } from './finding.ts'
import { type Variables, variables } from './variables.ts'

/** Somewhere a call may be sent. */
export interface Destination {
  readonly scope: RuleScope
  /** As people say it. */
  readonly name: string
}

/** What is examined, and what has to be known of the rest. */
export interface Examined {
  readonly catalogue: CatalogueDescription
  /** Whose rules: with whose scope they are asked. */
  readonly scope: RuleScope
  readonly isOwn: (placed: PlacedRule) => boolean
  /** All that would be tried for an event, in order, with the examined rules in their places. */
  readonly ladder: (event: string, scope: RuleScope) => readonly PlacedRule[]
  /** Events that the examined rules speak of. */
  readonly events: readonly string[]
  /** Whether there is such a person, number, team, activity, or anything at a number. True where it can't be said. */
  readonly exists: (kind: ValueKind, value: string) => boolean
  /** Where a call to this number comes out; undefined: outside, or nowhere. */
  readonly leads: (number: string) => Destination | undefined
}

export interface Entry {
  readonly placed: PlacedRule
  readonly own: boolean
  /** Undefined where they are too many: nothing is said of such a rule. */
  readonly cubes: readonly Cube[] | undefined
}

export interface Ladder {
  readonly event: string
  readonly scope: RuleScope
  readonly variables: Variables
  /** Routes, in order. */
  readonly routes: readonly Entry[]
  /** Those with side actions only. */
  readonly sides: readonly Entry[]
}

export function ladder(event: string, scope: RuleScope, examined: Examined): Ladder {
  const placed = examined.ladder(event, scope)
  const made = variables(
    placed.map(({ rule }) => rule.conditions),
    examined.catalogue,
  )
  const routes = new Set(examined.catalogue.actions.filter(({ route }) => route).map(({ name }) => name))
  const entries = placed.map(one => ({ placed: one, own: examined.isOwn(one), cubes: cubesOf(one.rule, made) }))
  const isRoute = ({ placed: { rule } }: Entry) => routes.has(rule.event.type)
  return {
    event,
    scope,
    variables: made,
    routes: entries.filter(isRoute),
    sides: entries.filter(entry => !isRoute(entry)),
  }
}

export const named = ({ placed: { rule, owner }, own }: Pick<Entry, 'placed' | 'own'>): NamedRule => ({
  name: rule.name,
  title: rule.title,
  scope: rule.scope,
  owner,
  own,
})

/** ”Kollegor hör av sig senare”, “Colleagues call back later” */
export const quoted = ({ title }: Pick<NamedRule, 'title'>) => ({ sv: `”${title.sv}”`, en: `“${title.en}”` })
