/** A decision in sentences as routes answer it: what `trace` makes, for contracts that a browser loads. */
import { z } from 'zod'

const rule = z.object({
  /** Stable, to tell one rule from another. */
  rule: z.string(),
  /** Which publication of its owner's rules it stood in; none for the standard's. */
  version: z.string().optional(),
  stage: z.string(),
  scope: z.string(),
  /** Whose it is, in words: "Standard", the organisation's name, "Mine". */
  scopeName: z.string(),
  title: z.string(),
  /** A `RuleOutcome`; words, as stage and scope are: every screen loads this first. */
  outcome: z.string(),
  /** "Won: your activity was In a meeting until 14:30, which closes the phone." */
  reason: z.string(),
  /** Title and reason in one. */
  sentence: z.string(),
})

const fact = z.object({
  /** "Your activity" */
  what: z.string(),
  /** "In a meeting until 14:30"; where it is unknown, why. */
  value: z.string(),
  unknown: z.literal(true).optional(),
})

export const toldDecision = z.object({
  /** "A call comes in" */
  happened: z.string(),
  outcome: z.string(),
  /** None where the rules are another's. */
  tried: z.array(rule),
  /** How many rules behind the one that won were not looked at. */
  notNeeded: z.number().int(),
  saw: z.array(fact),
  also: z.array(z.string()),
  milliseconds: z.number(),
})
export type ToldDecision = z.infer<typeof toldDecision>
export type ToldRule = ToldDecision['tried'][number]
