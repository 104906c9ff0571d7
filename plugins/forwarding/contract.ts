/** Forwarding ("medflyttning"): where a person's calls go when she doesn't take them. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../core/define.ts'

/** All of them; those while she is on the phone; those that nobody takes in time; those while no phone of hers is there. */
export const occasions = ['always', 'busy', 'unanswered', 'unreachable'] as const
export type Occasion = (typeof occasions)[number]

export const patience = { least: 5, usual: 20, most: 60 } as const

/** A short number or E.164; undefined: not forwarded then. */
const to = z.string().optional()
const forwarding = z.object({
  always: to,
  busy: to,
  unanswered: to,
  unreachable: to,
  /** How long her phones ring before "unanswered". */
  seconds: z.number().int(),
})
export type Forwarding = z.infer<typeof forwarding>

export const forwardingView = defineLive({
  name: 'forwarding',
  allow: 'member',
  state: forwarding,
  message: forwarding,
  apply(state, message) {
    for (const occasion of occasions) state[occasion] = message[occasion]
    state.seconds = message.seconds
  },
})

/** As people write it; empty: not forwarded then. */
const written = z.string().trim().max(40).default('')

export const setForwarding = defineRoute({
  method: 'PUT',
  path: '/forwarding',
  allow: 'member',
  input: z.object({
    always: written,
    busy: written,
    unanswered: written,
    unreachable: written,
    seconds: z.number().int().min(patience.least).max(patience.most).default(patience.usual),
  }),
  output: forwarding,
  say: 'Sets where my calls go when I do not take them',
})
