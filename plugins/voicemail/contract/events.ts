import { z } from 'zod'
import { defineEvent } from '../../../core/define.ts'

const caller = z.object({ person: z.string().optional(), number: z.string().optional(), hidden: z.boolean() })

export const messageLeft = defineEvent('voicemail.left', {
  data: z.object({ message: z.string(), person: z.string(), caller, seconds: z.number().int() }),
  say: { sv: 'någon lämnade ett röstmeddelande', en: 'somebody left a voice message' },
  clauses: [
    { roles: [], say: { sv: 'någon lämnar ett röstmeddelande', en: 'somebody leaves a voice message' } },
    { roles: ['caller'], say: { sv: '{caller} lämnar ett röstmeddelande', en: '{caller} leaves a voice message' } },
    {
      roles: ['callee'],
      say: { sv: 'någon lämnar ett röstmeddelande till {callee}', en: 'somebody leaves {callee} a voice message' },
    },
    {
      roles: ['caller', 'callee'],
      say: { sv: '{caller} lämnar ett röstmeddelande till {callee}', en: '{caller} leaves {callee} a voice message' },
    },
  ],
  roles: {
    caller: { sv: 'den som ringde', en: 'the caller' },
    callee: { sv: 'den som fick det', en: 'whoever got it' },
  },
  subject: data => data.message,
  scope: ({ person }) => ({ person }),
  parties: ({ person, caller: from }) => ({ caller: from, callee: { person } }),
})

/** Too many wrong PINs: nobody listens by phone for a while. */
export const boxLocked = defineEvent('voicemail.locked', {
  data: z.object({ person: z.string(), until: z.iso.datetime(), caller }),
  say: { sv: 'en röstbrevlåda spärrades efter fel koder', en: 'a voicemail box was locked after wrong PINs' },
  clauses: [
    {
      roles: [],
      say: { sv: 'en röstbrevlåda spärras efter fel koder', en: 'a voicemail box is locked after wrong PINs' },
    },
  ],
  roles: {
    caller: { sv: 'den som ringde', en: 'the caller' },
    callee: { sv: 'den vars den är', en: 'whose it is' },
  },
  subject: data => data.person,
  scope: ({ person }) => ({ person }),
  parties: ({ person, caller: from }) => ({ caller: from, callee: { person } }),
})
