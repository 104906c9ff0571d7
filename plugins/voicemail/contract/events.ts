import { z } from 'zod'
import { defineEvent } from '../../../core/define.ts'

const caller = z.object({ person: z.string().optional(), number: z.string().optional(), hidden: z.boolean() })

export const messageLeft = defineEvent('voicemail.left', {
  data: z.object({ message: z.string(), person: z.string(), caller, seconds: z.number().int() }),
  say: { sv: 'någon lämnade ett röstmeddelande', en: 'somebody left a voice message' },
  subject: data => data.message,
  scope: ({ person }) => ({ person }),
  parties: ({ person, caller: from }) => ({ caller: from, callee: { person } }),
})

/** Too many wrong PINs: nobody listens by phone for a while. */
export const boxLocked = defineEvent('voicemail.locked', {
  data: z.object({ person: z.string(), until: z.iso.datetime(), caller }),
  say: { sv: 'en röstbrevlåda spärrades efter fel koder', en: 'a voicemail box was locked after wrong PINs' },
  subject: data => data.person,
  scope: ({ person }) => ({ person }),
  parties: ({ person, caller: from }) => ({ caller: from, callee: { person } }),
})
