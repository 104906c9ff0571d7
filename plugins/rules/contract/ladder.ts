/** All rules that apply to somebody, for reading. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { ruleSchema } from '../../../core/flow/rule.ts'
import { ruleOwnerSchema } from './sets.ts'

export const readLadder = defineRoute({
  method: 'GET',
  path: '/rules/ladder',
  allow: 'member',
  input: ruleOwnerSchema,
  output: z.object({
    /** By event, in the order in which they are tried: routes by their stage, then side actions. */
    rules: z.array(ruleSchema),
    /** How often each won yesterday, its owner's own too: by scope and name, as in "standard vip". None that never did. */
    won: z.record(z.string(), z.number().int()),
  }),
  say: 'The rules in force that apply to an owner beside its own: the organisation’s and the standard’s.',
})
