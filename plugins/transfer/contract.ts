/** Calls that are handed on, calls that are parked until somebody takes them, and calls that somebody takes who isn't called. */
import { z } from 'zod'
import { defineAction, defineLive, defineRoute } from '../../core/define.ts'

export * from './contract/department.ts'
export * from './contract/ringing.ts'

const to = z.string().trim().min(1).max(40)

export const transferCall = defineRoute({
  method: 'POST',
  path: '/calls/:id/transfer',
  allow: 'member',
  input: z.object({
    /** Id of a call that the person is in, or the SIP Call-ID at her phone. */
    id: z.string(),
    /** Whom it goes to: a short number, a number as people write it. Comes back where nobody answers. */
    to: to.optional(),
    /** Or another call of hers, to whoever is there: id or Call-ID. */
    call: z.string().optional(),
  }),
  output: z.object({}),
  say: 'Hands a call on: to a number, or to whom one talks to in another call',
})

export const parkCall = defineRoute({
  method: 'POST',
  path: '/calls/:id/park',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.object({
    /** Where: *7 and this from any phone. */
    slot: z.number().int(),
  }),
  say: 'Has the other side of a call wait, with music, until somebody takes it; comes back after two minutes',
})

export const pickUpParked = defineRoute({
  method: 'POST',
  path: '/parked/:slot/pick-up',
  allow: 'member',
  input: z.object({ slot: z.coerce.number().int() }),
  output: z.object({}),
  say: "Rings the person's own phones with a parked call",
})

const parked = z.object({
  slot: z.number().int(),
  /** Id of the call in the log. */
  call: z.string(),
  /** Who waits; no number where it is hidden. */
  name: z.string().optional(),
  number: z.string().optional(),
  /** Person who parked it, and her name. */
  by: z.string(),
  byName: z.string(),
  since: z.iso.datetime(),
})
export type Parked = z.infer<typeof parked>

/** All of the organisation's, in order of their place. */
export const parkedCalls = defineLive({
  name: 'transfer.parked',
  allow: 'member',
  state: z.object({ parked: z.array(parked) }),
  message: z.object({ parked: z.array(parked) }),
  apply(state, message) {
    state.parked = message.parked
  },
})

/** A code that is dialled: its last digits say where the call is parked. */
export const pickUpAction = defineAction('transfer.pick-up', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({
    /** What is dialled before the place. */
    code: z.string().meta({ say: { sv: 'kod', en: 'code' } }),
    dialled: z.string().meta({ kind: 'phone-number', say: { sv: 'det slagna numret', en: 'the dialled number' } }),
  }),
  say: { sv: 'det parkerade samtalet hämtas', en: 'the parked call is picked up' },
  reads: { sv: 'hämta det parkerade samtalet', en: 'pick up the parked call' },
  events: ['call.outgoing'],
})
