/** An event that counts, or doesn't, because its owner says so. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'

export const overrides = ['ignore', 'count'] as const
export type Override = (typeof overrides)[number]

export const overrideEvent = defineRoute({
  method: 'PUT',
  path: '/calendar/overrides',
  allow: 'member',
  input: z.object({
    /** Id of the event as `readDay` has it. */
    event: z.string().max(2000),
    /** The whole series that it is one of. What is said of one event counts before what is said of its series. */
    series: z.boolean().default(false),
    /** Null takes back what was said. */
    does: z.enum(overrides).nullable(),
  }),
  output: z.void(),
  say: 'Ignores an event of mine, or has it count, whatever the rules say.',
})
