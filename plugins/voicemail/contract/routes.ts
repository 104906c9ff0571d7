/** Listening to messages, and choosing what callers hear. */
import { z } from 'zod'
import { defineDownload, defineRoute, defineUpload } from '../../../core/define.ts'
import { settings } from './box.ts'

const id = z.object({ id: z.string() })
const nothing = z.object({})

export const messageSound = defineDownload({
  method: 'GET',
  path: '/voicemail/messages/:id/sound.mp3',
  input: id.extend({ keep: z.boolean().default(false) }),
  type: 'audio/mpeg',
  allow: 'member',
  say: 'The sound of a message: to play, or to keep under a name of its own.',
})

export const hearMessage = defineRoute({
  method: 'PUT',
  path: '/voicemail/messages/:id/heard',
  allow: 'member',
  input: id.extend({ heard: z.boolean() }),
  output: nothing,
  say: 'Marks a message of mine as heard, or as not heard.',
})

export const deleteMessage = defineRoute({
  method: 'PUT',
  path: '/voicemail/messages/:id/deleted',
  allow: 'member',
  input: id.extend({ deleted: z.boolean() }),
  output: nothing,
  say: 'Deletes a message of mine, or brings it back. What was deleted a week ago is gone.',
})

export const forwardMessage = defineRoute({
  method: 'POST',
  path: '/voicemail/messages/:id/forward',
  allow: 'member',
  input: id.extend({
    /** Id of a colleague. */
    to: z.string(),
    note: z.string().trim().max(500).default(''),
  }),
  output: nothing,
  say: 'Gives a colleague a copy of a message of mine, with a note.',
})

const greeting = z.object({
  id: z.string(),
  /** Key of an activity; empty for the one that is always there. */
  activity: z.string(),
  seconds: z.number(),
  loudness: z.array(z.number().int()),
  at: z.iso.datetime(),
})
export type Greeting = z.infer<typeof greeting>

const box = settings.extend({
  greetings: z.array(greeting),
  hasPin: z.boolean(),
  /** Wrong PINs: nobody listens by phone until then. */
  lockedUntil: z.iso.datetime().optional(),
  /** Where mail goes; none where the hub can send no mail. */
  mailTo: z.string().optional(),
  /** What is dialled to listen. */
  number: z.string().optional(),
})
export type Box = z.infer<typeof box>

export const readBox = defineRoute({
  method: 'GET',
  path: '/voicemail/settings',
  allow: 'member',
  input: nothing,
  output: box,
  say: 'My voicemail: what I have chosen, and my greetings.',
})

// Without defaults: what isn't given stays.
const chosen = Object.fromEntries(
  Object.entries(settings.shape).map(([name, schema]) => [name, schema.unwrap().optional()]),
) as { [K in keyof typeof settings.shape]: z.ZodOptional<ReturnType<(typeof settings.shape)[K]['unwrap']>> }

export const changeBox = defineRoute({
  method: 'PATCH',
  path: '/voicemail/settings',
  allow: 'member',
  input: z.object(chosen),
  output: box,
  say: 'Changes what is given of my voicemail, and leaves the rest.',
})

/** Digits; what anybody would try first is refused. */
export const pin = z.string().regex(/^\d{4,8}$/)

export const setPin = defineRoute({
  method: 'PUT',
  path: '/voicemail/pin',
  allow: 'member',
  input: z.object({ pin: z.union([pin, z.literal('')]) }),
  output: box,
  say: 'Sets the PIN for listening by phone, and unlocks it; empty takes it away: only my own phones then get in.',
})

export const saveGreeting = defineUpload({
  method: 'PUT',
  path: '/voicemail/greetings',
  allow: 'member',
  input: z.object({ activity: z.string().max(36).default('') }),
  output: box,
  types: ['audio/wav', 'audio/x-wav', 'audio/wave'],
  // Two minutes of 16 bits at 48 kHz.
  most: 12_000_000,
  say: 'A greeting of mine, as a WAV file of two minutes at most, in place of the one before.',
})

export const deleteGreeting = defineRoute({
  method: 'PUT',
  path: '/voicemail/greetings/:id/deleted',
  allow: 'member',
  input: id.extend({ deleted: z.boolean() }),
  output: box,
  say: 'Deletes a greeting of mine, or brings it back.',
})

export const greetingSound = defineDownload({
  method: 'GET',
  path: '/voicemail/greetings/:id/sound.mp3',
  allow: 'member',
  input: id,
  type: 'audio/mpeg',
  say: 'The sound of a greeting of mine.',
})
