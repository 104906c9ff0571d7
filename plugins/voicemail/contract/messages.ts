/** Messages as the person whose they are sees them. */
import { z } from 'zod'
import { defineLive } from '../../../core/define.ts'
import { keeping } from './keeping.ts'

/** Length of `loudness`. */
export const steps = 100

export const message = z.object({
  id: z.string(),
  /** Id of the call that it was left in. */
  call: z.string().optional(),
  at: z.iso.datetime(),
  seconds: z.number(),
  caller: z.object({
    person: z.string().optional(),
    name: z.string().optional(),
    number: z.string().optional(),
    hidden: z.boolean(),
  }),
  /** How loud it is along its length, 0 to 100. */
  loudness: z.array(z.number().int().min(0).max(100)),
  heard: z.boolean(),
  /** A colleague who sent it on, and what they wrote. */
  from: z.object({ person: z.string(), name: z.string() }).optional(),
  note: z.string().optional(),
})
export type Message = z.infer<typeof message>

/** A person's own messages, newest first. */
export const messagesView = defineLive({
  name: 'voicemail.messages',
  allow: 'member',
  state: z.object({
    messages: z.array(message),
    /** For how many days each is kept; null: until it is deleted by hand. */
    days: z.number().int().nullable(),
  }),
  message: z.union([z.object({ message }), z.object({ gone: z.string() }), keeping]),
  apply(state, change) {
    if ('days' in change) {
      state.days = change.days
      return
    }
    const id = 'gone' in change ? change.gone : change.message.id
    const others = state.messages.filter(one => one.id !== id)
    const all = 'gone' in change ? others : [...others, change.message]
    state.messages = all.sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
  },
})

/** How many of them nobody has heard: what a badge needs, without the rest. */
export const unheardView = defineLive({
  name: 'voicemail.unheard',
  allow: 'member',
  state: z.object({ unheard: z.number().int() }),
  message: z.object({ unheard: z.number().int() }),
  apply(state, { unheard }) {
    state.unheard = unheard
  },
})
