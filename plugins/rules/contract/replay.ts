/** What the last days would have been with other rules: what happened is decided once more, with the facts as they were then. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { ruleSchema } from '../../../core/flow/rule.ts'
import { ruleOwnerSchema } from './sets.ts'

/** Most that one replay lists; it counts all. */
export const mostDifferences = 500

const side = z.object({
  person: z.string().optional(),
  /** Of a person of the organisation. */
  name: z.string().optional(),
  number: z.string().optional(),
  hidden: z.boolean().optional(),
})

/** What was done, in words, and the rule that said so; none: no rule held. */
const end = z.object({ did: z.string(), rule: z.string().optional() })

export const replayDifferenceSchema = z.object({
  /** Id of the decision. */
  id: z.string(),
  /** The call. */
  subject: z.string(),
  at: z.iso.datetime(),
  /** The event's name, and its words: "a call comes in". */
  event: z.string(),
  happened: z.string(),
  /** Who took part, by role. A withheld number is in none of it. */
  parties: z.record(z.string(), side),
  /**
   * `changed`: it would end differently. `published`: so it would with the rules in force, which were others then. `untold`: the rules
   * ask for what nobody wrote down then.
   */
  verdict: z.enum(['changed', 'published', 'untold']),
  was: end,
  /** What would be done; of `untold` none. */
  would: end.optional(),
  /** Why it would be so, or can't be told: "Won: the called person's team was Försäljning." */
  why: z.string(),
})
export type ReplayDifference = z.infer<typeof replayDifferenceSchema>

export const replaySchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Decisions looked at, and how many there are. */
  done: z.number().int(),
  of: z.number().int(),
  tookMs: z.number().int(),
  /** Calls, and whatever else rules decide about, by how they would end. One that changed counts once, whatever came after it. */
  same: z.number().int(),
  changed: z.number().int(),
  published: z.number().int(),
  untold: z.number().int(),
  /** In order of time, `mostDifferences` at most. */
  differences: z.array(replayDifferenceSchema),
})
export type Replay = z.infer<typeof replaySchema>

/** Everybody for rules of her own, administrators for any. A new one takes the place of one of the same person's that runs. */
export const startReplay = defineRoute({
  method: 'POST',
  path: '/rules/replays',
  input: z.object({
    owner: ruleOwnerSchema,
    /** In place of the owner's rules in force; without them: with those in force. */
    rules: z.array(ruleSchema).max(10_000).optional(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
  output: z.object({ id: z.string() }),
  allow: 'member',
  say: 'Decides once more what happened in a time, with other rules',
})

/** Only one's own. */
export const readReplay = defineRoute({
  method: 'GET',
  path: '/rules/replays/:id',
  input: z.object({ id: z.uuid() }),
  output: replaySchema,
  allow: 'member',
  say: 'How far a replay is, and what it found',
})

export const cancelReplay = defineRoute({
  method: 'DELETE',
  path: '/rules/replays/:id',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  allow: 'member',
  say: 'Ends a replay',
})
