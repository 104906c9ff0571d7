/** Rules as a file, to be kept or taken elsewhere. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { ruleOwnerSchema, ruleSetSchema } from './sets.ts'
import { stopSchema } from './versions.ts'

export const rulesFileSchema = ruleSetSchema.extend({
  svara: z.literal('rules'),
  format: z.literal(1),
  /** Where it is from, for whoever opens it. */
  from: z.object({ scope: z.string(), name: z.string(), version: z.number().int().optional() }),
  at: z.iso.datetime(),
})
export type RulesFile = z.infer<typeof rulesFileSchema>

export const readRulesFile = defineRoute({
  method: 'POST',
  path: '/rules/:scope/:owner/file',
  input: ruleOwnerSchema.extend({ file: rulesFileSchema }),
  /** The rules as they would be this owner's, and what stops them from being published as they stand. */
  output: z.object({ set: ruleSetSchema, stops: z.array(stopSchema) }),
  allow: 'member',
  say: 'Checks a file of rules, and changes nothing. 400 with the field where it is none.',
})
