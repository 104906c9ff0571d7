/** Facts as one occurrence sees them: read once, late or failed ones unknown (DESIGN.md, Rules: three-valued). */
import { LRUCache } from 'lru-cache'
import { Unknown } from '../error.ts'
import type { Catalogue } from './catalogue.ts'
import type { FactSeen, Known } from './decision.ts'
import type { Occurrence } from './occurrence.ts'
import { type Supposing, stateOf, unrecorded } from './suppose.ts'

export interface Facts {
  /** A value where the fact is in memory, a promise otherwise. Never throws or rejects. */
  read(name: string, params?: Readonly<Record<string, unknown>>): Known | Promise<Known>
  /** All that was read so far, in the order of the first question. */
  seen(): readonly FactSeen[]
  /** Stops waiting for what is not yet known. */
  end(): void
}

/** How long a decision may wait for facts, in milliseconds (DESIGN.md, The spine). */
export const deadlineMs = 200

const late: Known = { known: false, why: { sv: 'svarade inte i tid', en: 'did not answer in time' } }
const missing: Known = { known: false, why: { sv: 'finns inte', en: 'does not exist' } }

/** Why there is no value. */
export const failed = (error: unknown): Known => {
  if (error instanceof Unknown) return { known: false, why: error.why }
  const reason = error instanceof Error ? error.message : String(error)
  return { known: false, why: { sv: `gick inte att läsa: ${reason}`, en: `could not be read: ${reason}` } }
}

/** With `supposing`, what it says instead of what is so. */
export function factsFor(
  catalogue: Catalogue,
  occurrence: Occurrence,
  limitMs: number = deadlineMs,
  supposing?: Supposing,
): Facts {
  const given = supposing && givenFacts(catalogue, supposing)
  const states = supposing && stateOf(supposing)
  const seen = new Map<string, Known | Promise<Known>>()
  const abort = new AbortController()
  const endsAt = performance.now() + limitMs
  let timer: NodeJS.Timeout | undefined
  let over: Promise<Known> | undefined

  // One timer for all facts of the occurrence, and none at all where every fact is in memory.
  const deadline = (): Promise<Known> => {
    over ??= new Promise(resolve => {
      timer = setTimeout(() => {
        abort.abort()
        resolve(late)
      }, endsAt - performance.now())
    })
    return over
  }

  function ask(name: string, params: Readonly<Record<string, unknown>>, key: string): Known | Promise<Known> {
    const fact = catalogue.facts.get(name)
    if (!fact) return missing
    try {
      const asked = parsedParams(catalogue, name, params, key)
      const told = given?.get(keyOf(name, asked))
      if (told) return told
      if (supposing?.otherwise === 'unrecorded') return unrecorded
      const supposed = states && fact.supposed?.at
      const value = supposed ? supposed(asked, occurrence, states) : fact.read(asked, occurrence, abort.signal)
      // Never late, though another fact hung or the machine gave the hub no time: it costs nothing to know.
      if (!(value instanceof Promise)) return { known: true, value }
      return Promise.race([value.then((given): Known => ({ known: true, value: given }), failed), deadline()])
    } catch (error) {
      return failed(error)
    }
  }

  return {
    read(name, params = {}) {
      const key = `${name} ${JSON.stringify(params)}`
      const before = seen.get(key)
      if (before) return before
      const answer = ask(name, params, key)
      seen.set(key, answer)
      if (answer instanceof Promise) void answer.then(known => seen.set(key, known))
      return answer
    },
    seen: () =>
      [...seen].flatMap(([key, saw]) => {
        const space = key.indexOf(' {')
        const [fact, params] = [key.slice(0, space), key.slice(space + 1)]
        // What nobody waited for was of no use to anybody.
        if (saw instanceof Promise) return []
        return [{ fact, ...(params !== '{}' && { params: JSON.parse(params) }), saw }]
      }),
    end() {
      // Nobody waits where every fact was in memory, and an abort costs an exception to make.
      if (timer === undefined) return
      clearTimeout(timer)
      abort.abort()
    },
  }
}

/** What names a fact with its parameters. */
export const keyOf = (name: string, params: unknown): string => `${name} ${JSON.stringify(params)}`

/** What is given, by fact and parameters with their defaults: `{}` and `{ of: 'callee' }` may ask for the same. */
function givenFacts(catalogue: Catalogue, { facts = [] }: Supposing): ReadonlyMap<string, Known> {
  const given = new Map<string, Known>()
  for (const { fact, params = {}, saw } of facts) {
    const asked = acceptedParams(catalogue, fact, params)
    if (asked !== undefined) given.set(keyOf(fact, asked), saw)
  }
  return given
}

/** Undefined where the fact, as it is declared now, takes no such parameters: what was written down may be of an earlier version. */
function acceptedParams(catalogue: Catalogue, name: string, params: object): unknown {
  try {
    return parsedParams(catalogue, name, params)
  } catch {
    return undefined
  }
}

const parsed = new WeakMap<Catalogue, LRUCache<string, object>>()

/** Parameters with their defaults, checked once: rules say the same few over and over. Throws ZodError. */
export function parsedParams(
  catalogue: Catalogue,
  name: string,
  params: object,
  key: string = keyOf(name, params),
): unknown {
  let cache = parsed.get(catalogue)
  if (!cache) {
    cache = new LRUCache({ max: 10_000 })
    parsed.set(catalogue, cache)
  }
  const before = cache.get(key)
  if (before) return before
  const fresh = catalogue.facts.get(name)?.definition.params.parse(params)
  if (typeof fresh === 'object' && fresh !== null) cache.set(key, fresh)
  return fresh
}
