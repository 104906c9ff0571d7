/** A decision asked about: what would come of it now, and to be told when the same comes again. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../../core/define.ts'
import { toldDecision } from '../../../core/flow/told.ts'

const phrase = z.object({ sv: z.string(), en: z.string() })

export const tryAgain = defineRoute({
  method: 'POST',
  path: '/decisions/:id/again',
  allow: 'member',
  input: z.object({ id: z.uuid(), language: z.enum(['sv', 'en']).optional() }),
  output: z.object({
    /** When it was decided. */
    at: z.iso.datetime(),
    /** It ends as it did then: the same action with the same arguments. */
    same: z.boolean(),
    now: toldDecision,
  }),
  say: 'Decides again about something that happened, with the rules and the facts of now. Nothing is carried out',
})

/** What somebody asked to be told of, with the last times that it came. */
export const watchSchema = z.object({
  id: z.string(),
  /** "a call comes in" */
  happened: phrase,
  /** Title of the rule that won; none: no rule held. */
  title: phrase.optional(),
  /** Id of the person whom it was about, and of the caller where only that one's count. */
  about: z.string().optional(),
  caller: z.object({ person: z.string().optional(), number: z.string().optional() }).optional(),
  since: z.iso.datetime(),
  /** Newest first, 20 at most. */
  hits: z.array(z.object({ decision: z.string(), event: z.string(), subject: z.string(), at: z.iso.datetime() })),
  /** Those after `seenAt` are new. */
  seenAt: z.iso.datetime(),
})
export type Watch = z.infer<typeof watchSchema>

export const watchDecision = defineRoute({
  method: 'POST',
  path: '/decisions/:id/watch',
  allow: 'member',
  input: z.object({
    id: z.uuid(),
    /** Only when it is the same caller. */
    sameCaller: z.boolean().default(false),
  }),
  output: watchSchema,
  say: 'Tells whoever asks when the same comes again: the same rule wins for the same person or number',
})

export const unwatch = defineRoute({
  method: 'DELETE',
  path: '/decision-watches/:id',
  allow: 'member',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  say: 'Tells of it no more',
})

export const watchesSeen = defineRoute({
  method: 'PUT',
  path: '/decision-watches/seen',
  allow: 'member',
  input: z.object({}),
  output: z.object({ seenAt: z.iso.datetime() }),
  say: 'What came until now was looked at',
})

/** One's own. */
export const watchesView = defineLive({
  name: 'rules.watches',
  allow: 'member',
  state: z.object({ watches: z.array(watchSchema) }),
  message: z.union([z.object({ watch: watchSchema }), z.object({ gone: z.string() })]),
  apply(state, message) {
    if ('gone' in message) {
      state.watches = state.watches.filter(({ id }) => id !== message.gone)
      return
    }
    const at = state.watches.findIndex(({ id }) => id === message.watch.id)
    if (at < 0) state.watches.push(message.watch)
    else state.watches[at] = message.watch
  },
})
