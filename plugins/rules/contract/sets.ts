/** Rules as somebody keeps them: a list in order, and the cases that stand beside it. */
import { z } from 'zod'
import { ruleSchema, ruleScopes } from '../../../core/flow/rule.ts'

/** Whose rules: the organisation's, a person's, a number's or a queue's. `owner` is the id; the organisation's own for its rules. */
export const ruleOwnerSchema = z.object({ scope: z.enum(ruleScopes).exclude(['standard']), owner: z.string() })
export type RuleOwner = z.infer<typeof ruleOwnerSchema>

/** A fact's value, or why there is none. */
export const knownSchema = z.union([
  z.object({ known: z.literal(true), value: z.unknown() }),
  z.object({ known: z.literal(false), why: z.object({ sv: z.string(), en: z.string() }) }),
])

/** A call that somebody wants to go the way that it says, whatever is changed: facts in, decision out. */
export const ruleCaseSchema = z.object({
  id: z.uuid(),
  /** "Olof Berg calls Anna at 15:40, in a meeting" */
  title: z.string().min(1).max(200),
  /** The event's name. */
  on: z.string(),
  at: z.iso.datetime(),
  scope: z.object({ person: z.string().optional(), number: z.string().optional(), queue: z.string().optional() }),
  parties: z.record(
    z.string(),
    z.object({ person: z.string().optional(), number: z.string().optional(), hidden: z.boolean().optional() }),
  ),
  data: z.unknown(),
  /** All that it may know; what is not there is unknown. */
  facts: z.array(
    z.object({ fact: z.string(), params: z.record(z.string(), z.unknown()).optional(), saw: knownSchema }),
  ),
  /** What it is to end in: the action's name, and its arguments as far as they matter. */
  expects: z.object({ action: z.string(), params: z.record(z.string(), z.unknown()).optional() }),
})
export type RuleCase = z.infer<typeof ruleCaseSchema>

export const ruleSetSchema = z.object({
  rules: z.array(ruleSchema).max(10_000),
  cases: z.array(ruleCaseSchema).max(500),
})
export type RuleSet = z.infer<typeof ruleSetSchema>
