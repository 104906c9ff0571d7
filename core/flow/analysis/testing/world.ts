/** A small world to examine rules in: few facts of each kind, and all rules the examined owner's unless they say otherwise. */
import type { CatalogueDescription, FactDescription, ValueType } from '../../description.ts'
import type { PlacedRule, Rule, RuleScopeName } from '../../rule.ts'
import { ruleScopes, stages } from '../../rule.ts'
import type { Destination, Examined } from '../ladder.ts'

const say = { sv: 'ord', en: 'words' }
const fact = (name: string, type: ValueType, path?: string, events?: readonly string[]): FactDescription => ({
  name,
  say,
  params: [],
  looks: [{ ...(path !== undefined && { path }), say, type, operators: [] }],
  ...(events && { events }),
})
const action = (name: string, params: readonly [string, ValueType][] = [], route = true) => ({
  name,
  say,
  route,
  params: params.map(([name, type]) => ({ name, say, type, required: false })),
})
const event = (name: string) => ({
  name,
  say,
  route: true,
  roles: [
    { name: 'caller', say: { sv: 'caller', en: 'caller' } },
    { name: 'callee', say: { sv: 'callee', en: 'callee' } },
  ],
  clauses: [],
  implied: false,
  trial: true,
})

export const catalogue: CatalogueDescription = {
  events: ['call.incoming', 'call.unanswered', 'other'].map(event),
  facts: [
    fact('vip', { kind: 'boolean' }),
    fact('blocked', { kind: 'boolean' }),
    fact('line', { kind: 'choice', choices: ['idle', 'ringing', 'in-call'].map(value => ({ value, say })) }, '$.state'),
    fact('waiting', { kind: 'number', least: 0, most: 9, whole: true }),
    fact('clock', { kind: 'time-of-day' }),
    fact('weekday', { kind: 'weekday' }),
    fact('who', { kind: 'phone-number' }),
    fact('tags', { kind: 'text', list: true }),
    fact('diversions', { kind: 'number', least: 0, whole: true }, '$.count'),
    fact('person', { kind: 'person', optional: true }),
    fact('elsewhere', { kind: 'boolean' }, undefined, ['other']),
    {
      ...fact('activity', { kind: 'activity' }),
      params: [{ name: 'of', say, type: { kind: 'text' }, required: false, standard: 'callee' }],
    },
  ],
  actions: [
    { ...action('ring'), events: ['call.incoming', 'other'] },
    action('voicemail'),
    action('reject'),
    {
      ...action('forward', [['to', { kind: 'phone-number' }]]),
      sends: { to: 'to', event: 'call.incoming', counted: { fact: 'diversions', path: '$.count' } },
    },
    action('tell', [['person', { kind: 'person' }]], false),
  ],
  operators: [],
}

export interface Written extends Partial<Omit<Rule, 'title'>> {
  readonly name: string
  /** None: the examined owner's, which is the organisation. */
  readonly owner?: string
}

export const route = (type: string, params?: Record<string, unknown>) => ({ type, ...(params && { params }) })

export function placed({ owner, ...written }: Written): PlacedRule {
  const rule: Rule = {
    title: { sv: written.name, en: written.name },
    on: 'call.incoming',
    stage: 'reach',
    scope: 'organisation',
    conditions: { all: [] },
    event: route('ring'),
    ...written,
  }
  return { rule, organisation: 'norrsken', ...(owner !== undefined && { owner }), position: 0 }
}

interface World {
  /** Rules in the order of each list. */
  readonly rules: readonly Written[]
  /** Whose rules are examined. */
  readonly examined?: RuleScopeName
  /** Number to the person whose it is. */
  readonly people?: Readonly<Record<string, string>>
  readonly gone?: readonly string[]
  readonly person?: string
}

export function world({ rules, examined = 'organisation', people = {}, gone = [], person }: World): Examined {
  const all = rules.map(placed)
  const inOrder = [...all].sort(
    ({ rule: a }, { rule: b }) =>
      stages.indexOf(a.stage) - stages.indexOf(b.stage) || ruleScopes.indexOf(a.scope) - ruleScopes.indexOf(b.scope),
  )
  return {
    catalogue,
    scope: person === undefined ? {} : { person },
    isOwn: ({ rule, owner }) => rule.scope === examined && owner === person,
    ladder: (on, scope) =>
      inOrder.filter(({ rule, owner }) => rule.on === on && (owner === undefined || owner === scope.person)),
    events: [...new Set(all.map(({ rule }) => rule.on))],
    exists: (_, value) => !gone.includes(value),
    leads(number): Destination | undefined {
      const one = people[number]
      return one === undefined ? undefined : { scope: { person: one }, name: one }
    },
  }
}
