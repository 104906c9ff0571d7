/** A small world for the tests of the spine: one event, facts of any value, routes and a side action that do nothing. */
import { z } from 'zod'
import { defineAction, defineEvent, defineFact } from '../../define.ts'
import { type Catalogue, declare, newCatalogue } from '../catalogue.ts'
import { decide } from '../decide.ts'
import { factsFor } from '../facts.ts'
import { occurrence } from '../occurrence.ts'
import type { Condition, Rule, RuleScopeName, Stage, TopCondition } from '../rule.ts'
import { type RuleIndex, ruleIndex, type StoredRule } from '../rules.ts'

const words = { sv: 'ord', en: 'words' }

export const happened = defineEvent('test.happened', {
  data: z.object({ person: z.string().optional(), number: z.string().optional(), queue: z.string().optional() }),
  say: words,
  subject: data => data.person ?? 'nobody',
  scope: data => data,
  parties: data => ({ callee: { person: data.person } }),
  otherwise: { type: 'test.last' },
})

/** A fact is its value, a function, or an error to throw. */
export type Given = Readonly<Record<string, unknown>>

export function scene(given: Given): Catalogue {
  const catalogue = newCatalogue()
  declare(catalogue.events, happened.name, happened)
  for (const [name, value] of Object.entries(given)) {
    const definition = defineFact(name, {
      params: z.object({}).loose(),
      value: z.unknown(),
      say: { sv: name, en: name },
    })
    const read = (_: unknown, __: unknown, signal: AbortSignal) => {
      if (value instanceof Error) throw value
      return typeof value === 'function' ? value(signal) : value
    }
    declare(catalogue.facts, name, { definition, read })
  }
  for (const name of ['test.a', 'test.b', 'test.c', 'test.last']) addAction(catalogue, name, true)
  addAction(catalogue, 'test.note', false)
  return catalogue
}

function addAction(catalogue: Catalogue, name: string, route: boolean): void {
  const args = z.object({ number: z.number().optional(), text: z.string().optional() })
  const definition = defineAction(name, {
    args,
    route,
    retry: 'safe',
    expires: 60,
    say: { sv: name, en: `does ${name}` },
  })
  declare(catalogue.actions, name, { definition, run: () => name })
}

export const leaf = (fact: string, value: unknown, operator = 'equal', path?: string): Condition => ({
  fact,
  operator,
  value,
  ...(path !== undefined && { path }),
})

interface RuleParts {
  readonly stage?: Stage
  readonly scope?: RuleScopeName
  readonly owner?: string
  readonly organisation?: string
  readonly when?: TopCondition
  readonly take?: Rule['event']
  readonly also?: Rule['also']
  readonly whenUnknown?: 'holds'
}

export interface Placed extends RuleParts {
  readonly rule: Rule
}

export function rule(name: string, parts: RuleParts = {}): Placed {
  const {
    stage = 'reach',
    scope = 'standard',
    when = { all: [] },
    take = { type: 'test.a' },
    also,
    whenUnknown,
  } = parts
  const made: Rule = {
    name,
    title: { sv: name, en: name },
    on: happened.name,
    stage,
    scope,
    conditions: when,
    event: take,
  }
  return { ...parts, rule: { ...made, ...(also && { also }), ...(whenUnknown && { whenUnknown }) } }
}

export function index(catalogue: Catalogue, rules: readonly Placed[]): RuleIndex {
  const made = ruleIndex(catalogue)
  const owners = Map.groupBy(
    rules,
    ({ scope = 'standard', owner, organisation }) => `${scope} ${organisation} ${owner}`,
  )
  for (const list of owners.values()) {
    const [first] = list
    if (!first) continue
    const { scope = 'standard', owner } = first
    const organisation = scope === 'standard' ? undefined : (first.organisation ?? 'org')
    const stored = list.map(
      (one, position): StoredRule => ({
        scope,
        organisation,
        owner,
        on: one.rule.on,
        position,
        source: JSON.stringify(one.rule),
      }),
    )
    made.replace(scope, organisation, owner, stored)
  }
  return made
}

export const happening = (data: z.infer<typeof happened.data> = {}, organisation = 'org') =>
  occurrence(happened, { organisation, data })

/** Decides about one occurrence in a world of these facts and rules. */
export async function decided(
  given: Given,
  rules: readonly Placed[],
  what = happening(),
  limitMs?: number,
  failed?: Map<string, string>,
) {
  const catalogue = scene(given)
  const facts = factsFor(catalogue, what, limitMs)
  try {
    return await decide(what, { catalogue, rules: index(catalogue, rules), facts }, failed)
  } finally {
    facts.end()
  }
}

export const outcomesOf = (decision: Awaited<ReturnType<typeof decided>>) =>
  decision.tried.map(({ rule: name, outcome }) => `${name}: ${outcome}`)
