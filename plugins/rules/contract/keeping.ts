/** How long it is kept why something went where it did. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'

export const keepingSchema = z.object({
  /** Days. A decision has in it who called whom, and what was known of both. */
  days: z.number().int().min(1).max(730),
})

/** Until an administrator says otherwise. */
export const usualDays = 30

export const readKeeping = defineRoute({
  method: 'GET',
  path: '/administration/decisions',
  input: z.object({}),
  output: keepingSchema,
  allow: 'administrator',
  say: 'For how many days it is kept why something went where it did.',
})

export const setKeeping = defineRoute({
  method: 'PUT',
  path: '/administration/decisions',
  input: keepingSchema,
  output: keepingSchema,
  allow: 'administrator',
  say: 'Keeps for so many days why something went where it did. What is older is deleted within the hour, and can’t be brought back.',
})
