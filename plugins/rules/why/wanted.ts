/** What "this happens again" means: the same rule wins about the same, wherever else it may differ. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Decision } from '../../../core/flow/decision.ts'
import type { Occurrence } from '../../../core/flow/occurrence.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })

export const wantedSchema = z.object({
  event: z.string(),
  /** Key of the rule that won; '': none held. */
  rule: z.string(),
  title: phrase.optional(),
  /** Whom it concerns: the ids by which the rules of that person, number or queue were asked. */
  scope: z.object({ person: z.string().optional(), number: z.string().optional(), queue: z.string().optional() }),
  caller: z.object({ person: z.string().optional(), number: z.string().optional() }).optional(),
})
export type Wanted = z.infer<typeof wantedSchema>

const scopeOf = ({ scope: { person, number, queue } }: Occurrence) => ({
  ...(person !== undefined && { person }),
  ...(number !== undefined && { number }),
  ...(queue !== undefined && { queue }),
})

/** Of a hidden number nothing is kept: that it is the same caller can't be told then. */
function callerOf({ parties: { caller } }: Occurrence): Wanted['caller'] {
  if (!caller || caller.hidden) return undefined
  const { person, number } = caller
  if (person !== undefined) return { person }
  return number === undefined ? undefined : { number }
}

export function wantedOf({ occurrence, tried, route }: Decision, sameCaller: boolean): Wanted {
  const caller = sameCaller ? callerOf(occurrence) : undefined
  const title = tried.find(({ outcome }) => outcome === 'won')?.title
  return {
    event: occurrence.type,
    rule: route?.rule ?? '',
    ...(title && { title }),
    scope: scopeOf(occurrence),
    ...(caller && { caller }),
  }
}

export function isAgain(wanted: Wanted, { occurrence, route }: Decision): boolean {
  if (wanted.event !== occurrence.type || wanted.rule !== (route?.rule ?? '')) return false
  if (!isDeepStrictEqual(wanted.scope, scopeOf(occurrence))) return false
  return wanted.caller === undefined || isDeepStrictEqual(wanted.caller, callerOf(occurrence))
}
