/**
 * What no rule asked for is written down beside what rules saw, where it is in memory: a draft may ask for it when it is tried on what
 * happened, and nobody can look back for it then.
 */
import type { FactDefinition } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import type { FactSeen, Known } from './decision.ts'
import { failed, keyOf, parsedParams } from './facts.ts'
import type { Occurrence } from './occurrence.ts'

/** Facts that had to be waited for once: they are in no memory. */
const waitedFor = new WeakSet<FactDefinition>()
const asks = new WeakMap<FactDefinition, 'nothing' | 'a role' | undefined>()

/** What a fact can be asked without knowing what a rule would ask; undefined where it wants more. */
function asked(definition: FactDefinition): 'nothing' | 'a role' | undefined {
  if (!asks.has(definition)) {
    const { params } = definition
    const given = params.safeParse({ of: 'anybody' })
    const takesRole = given.success && (given.data as { of?: unknown } | undefined)?.of === 'anybody'
    asks.set(definition, params.safeParse({}).success ? (takesRole ? 'a role' : 'nothing') : undefined)
  }
  return asks.get(definition)
}

const never = new AbortController().signal

/** `seen`: what stands in the decision already. About whoever a fact is about by itself, and about each of the people who take part. */
export function factsBeside(
  catalogue: Catalogue,
  occurrence: Occurrence,
  seen: readonly FactSeen[],
): readonly FactSeen[] {
  const known = new Set(seen.map(({ fact, params = {} }) => keyOf(fact, parsedParams(catalogue, fact, params))))
  const roles = Object.keys(occurrence.parties).filter(role => occurrence.parties[role]?.person !== undefined)
  const found: FactSeen[] = []
  for (const [fact, { definition, read }] of catalogue.facts) {
    const takes = waitedFor.has(definition) ? undefined : asked(definition)
    if (takes === undefined) continue
    for (const params of takes === 'a role' ? [{}, ...roles.map(of => ({ of }))] : [{}]) {
      const given = parsedParams(catalogue, fact, params)
      const key = keyOf(fact, given)
      if (known.has(key)) continue
      known.add(key)
      const saw = inMemory(definition, () => read(given, occurrence, never))
      if (saw) found.push({ fact, ...('of' in params && { params }), saw })
    }
  }
  return found
}

function inMemory(definition: FactDefinition, read: () => unknown): Known | undefined {
  try {
    const value = read()
    if (!(value instanceof Promise)) return { known: true, value }
    waitedFor.add(definition)
    value.catch(() => undefined)
    return undefined
  } catch (error) {
    return failed(error)
  }
}
