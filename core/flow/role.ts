/** The parameter by which a fact about a person is asked of anybody who takes part: the called one unless a rule says otherwise. */
import { z } from 'zod'
import type {} from './description.ts'

export const ofRole = z.object({
  of: z
    .string()
    .default('callee')
    .meta({ kind: 'role', say: { sv: 'vems', en: 'whose' } }),
})
