/** From regions to facts that a simulator can be given. */
import type { RuleScope } from '../../define.ts'
import type { Known } from '../decision.ts'
import type { Example } from './finding.ts'
import type { Witness } from './left-over.ts'
import type { Variable, Variables } from './variables.ts'

const notKnown: Known = { known: false, why: { sv: 'svarade inte i tid', en: 'did not answer in time' } }

/** Undefined where something can't be given: it is compared with what is itself read. */
export function example(
  on: string,
  scope: RuleScope,
  witness: Witness,
  variables: Pick<Variables, 'all'>,
): Example | undefined {
  const facts = new Map<string, Example['facts'][number]>()
  for (const [place, region] of witness) {
    const variable = variables.all[place]
    if (!variable || variable.opaque) return undefined
    const { fact, params } = variable
    const key = JSON.stringify([fact, params])
    const before = facts.get(key)?.saw
    const saw = region === 0 ? (before ?? notKnown) : { known: true as const, value: put(before, variable, region) }
    facts.set(key, { fact, params, saw })
  }
  return { on, scope, facts: [...facts.values()] }
}

function put(before: Known | undefined, { path, element, values }: Variable, region: number): unknown {
  const value = element ? (region === 1 ? [element.is] : []) : values[region - 1]
  const whole = before?.known ? before.value : undefined
  const names = path?.split('.').slice(1) ?? []
  return merged(whole, names, value)
}

function merged(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return Array.isArray(whole) && Array.isArray(value) ? [...whole, ...value] : value
  const around = typeof whole === 'object' && whole !== null ? whole : {}
  const inside = merged((around as Record<string, unknown>)[name], rest, value)
  return inside === undefined ? around : { ...around, [name]: inside }
}
