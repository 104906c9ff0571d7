/** What people are doing now, until when, and what that does to their calls. */
import { z } from 'zod'
import { defineFact } from '../../core/define.ts'

export * from './contract/activity.ts'
export * from './contract/people.ts'
export * from './contract/routes.ts'
export { type Heard, heard } from './spoken.ts'
export { available, standard } from './standard.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })

export const activityFact = defineFact('presence.activity', {
  params: z.object({ of: z.string().default('callee') }),
  value: z.object({
    /** Key of a standard activity ("meeting") or id of an own one. */
    key: z.string(),
    name: phrase,
    /** What a caller hears, as in "is in a meeting". */
    spoken: phrase,
    closesPhone: z.boolean(),
    /** ISO 8601 UTC; none where no end is known. */
    until: z.iso.datetime().optional(),
    note: z.string().optional(),
  }),
  say: { sv: 'hänvisningen', en: 'the activity' },
  paths: {
    '$.key': { sv: 'hänvisningen', en: 'the activity' },
    '$.closesPhone': { sv: 'hänvisningen stänger telefonen', en: 'the activity closes the phone' },
    '$.until': { sv: 'hänvisningen gäller till', en: 'the activity lasts until' },
  },
})

/** The sentence that a caller hears of the activity and its end, in both languages. */
export const heardFact = defineFact('presence.heard', {
  params: z.object({ of: z.string().default('callee') }),
  value: phrase,
  say: { sv: 'vad den som ringer får höra', en: 'what the caller hears' },
})
