/** What is found in rules before they are published, and how the cases beside them end. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { type Finding, findingCodes } from '../../../core/flow/analysis/finding.ts'
import { ruleSchema, ruleScopes } from '../../../core/flow/rule.ts'
import { knownSchema, ruleOwnerSchema, ruleSetSchema } from './sets.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })
const params = z.record(z.string(), z.unknown())

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('remove'), name: z.string() }),
  z.object({ kind: z.literal('move'), name: z.string(), before: z.string() }),
  z.object({ kind: z.literal('replace'), name: z.string(), rule: ruleSchema }),
])

const findingSchema = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(['stop', 'warn']),
  say: phrase,
  rules: z.array(
    z.object({
      name: z.string(),
      title: phrase,
      scope: z.enum(ruleScopes),
      owner: z.string().optional(),
      own: z.boolean(),
    }),
  ),
  field: z.string().optional(),
  example: z
    .object({
      on: z.string(),
      scope: z.object({ person: z.string().optional(), number: z.string().optional(), queue: z.string().optional() }),
      facts: z.array(z.object({ fact: z.string(), params, saw: knownSchema })),
    })
    .optional(),
  fix: z.object({ say: phrase, change }).optional(),
}) satisfies z.ZodType<Finding>

const caseResult = z.object({
  id: z.string(),
  /** It ends as it is to. */
  expected: z.boolean(),
  /** What it ends in; none: in nothing. */
  got: z.object({ action: z.string(), params: params.optional() }).optional(),
  /** Title of the rule that made it so; none: the last resort. */
  by: phrase.optional(),
  /** Its name, where it is one of the set's. */
  rule: z.string().optional(),
})
export type CaseResult = z.infer<typeof caseResult>

export const examineRules = defineRoute({
  method: 'POST',
  path: '/rules/:scope/:owner/findings',
  input: ruleOwnerSchema.extend({ set: ruleSetSchema }),
  output: z.object({ findings: z.array(findingSchema), cases: z.array(caseResult) }),
  allow: 'member',
  say: 'Looks for what is wrong with a set of rules that is not in force yet, and tries the cases beside it.',
})
