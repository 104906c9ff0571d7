/** What happens to a call. */
import { z } from 'zod'
import { type ActionCall, defineEvent } from '../../../core/define.ts'
import { outcomes } from './kinds.ts'
import { wished } from './wish.ts'

const side = z.object({
  /** Person id, where it is one of the organisation's people. */
  person: z.string().optional(),
  /** E.164 or short number; none when withheld by the other side. */
  number: z.string().optional(),
  name: z.string().optional(),
})

const caller = side.extend({
  /** Withheld, or known to us alone (RFC 3325, Privacy: id). */
  hidden: z.boolean(),
})

const callee = side.extend({
  kind: z.enum(['person', 'group', 'queue', 'service']),
  /** Which, where it is one. */
  service: z.enum(['voicemail', 'conference']).optional(),
  /** Ids of the people whose phones ring: the person, or the members. */
  people: z.array(z.string()),
  /** Id of the number. */
  numberId: z.string(),
})

/** RFC 5806 section 6.2's words. */
export const diversionReasons = ['unconditional', 'user-busy', 'no-answer', 'unavailable'] as const
export type DiversionReason = (typeof diversionReasons)[number]

/** Who sent the call on. */
const diverted = z.object({
  /** Id of the number. */
  numberId: z.string(),
  /** As others may dial it: E.164, or short. */
  number: z.string().optional(),
  /** The short number, where there is no other. */
  short: z.string().optional(),
  reason: z.enum(diversionReasons),
  /** Wants to be shown to nobody. */
  hidden: z.boolean().optional(),
})
export type Diverted = z.infer<typeof diverted>

/** One call, the same in each of its occurrences. */
const call = z.object({
  /** Id of the call, the same on every hub. */
  call: z.string(),
  /** SIP Call-ID. */
  callId: z.string(),
  caller,
  callee,
  dialled: z.string(),
  /** How often it was sent on already. */
  diversions: z.number().int(),
  /** By whom, in order, where that was by their own wish. */
  diverted: z.array(diverted).optional(),
})
export type CallData = z.infer<typeof call>

const nobodyAnswers: ActionCall = { type: 'call.announce', params: { what: 'unavailable' } }

const callEvent = <Name extends string>(name: Name, say: { sv: string; en: string }, otherwise: ActionCall) =>
  defineEvent<CallData>(name, {
    data: call,
    say,
    subject: data => data.call,
    scope: ({ callee: { kind, person, numberId } }) => ({
      person,
      number: numberId,
      queue: kind === 'queue' ? numberId : undefined,
    }),
    parties: ({ caller: from, callee: to }) => ({ caller: from, callee: to }),
    otherwise,
  })

export const callIncoming = callEvent(
  'call.incoming',
  { sv: 'ett samtal kommer in', en: 'a call comes in' },
  { type: 'call.ring' },
)
export const callUnanswered = callEvent(
  'call.unanswered',
  { sv: 'ingen svarade', en: 'nobody answered' },
  nobodyAnswers,
)
export const callBusy = callEvent('call.busy', { sv: 'telefonen är upptagen', en: 'the phone is busy' }, nobodyAnswers)
export const callDeclined = callEvent(
  'call.declined',
  { sv: 'samtalet avvisades', en: 'the call was declined' },
  nobodyAnswers,
)
export const callUnreachable = callEvent(
  'call.unreachable',
  { sv: 'telefonen gick inte att nå', en: 'the phone could not be reached' },
  nobodyAnswers,
)

const outgoing = z.object({
  call: z.string(),
  callId: z.string(),
  caller,
  /** E.164, or a national service number as dialled ("1177"). */
  dialled: z.string(),
  diversions: z.number().int(),
  diverted: z.array(diverted).optional(),
  /** What the caller wants shown for this call. */
  wish: wished.optional(),
})
export type OutgoingData = z.infer<typeof outgoing>

export const callOutgoing = defineEvent<OutgoingData>('call.outgoing', {
  data: outgoing,
  say: { sv: 'någon ringer ut', en: 'somebody calls out' },
  subject: data => data.call,
  scope: data => ({ person: data.caller.person }),
  parties: ({ caller: from, dialled }) => ({ caller: from, callee: { number: dialled } }),
  otherwise: { type: 'call.reject', params: { sipStatus: 403, reason: 'No rule lets this call out' } },
})

export const callEnded = defineEvent('call.ended', {
  data: z.object({
    call: z.string(),
    caller,
    callee: side,
    outcome: z.enum(outcomes),
    /** Talk time. */
    seconds: z.number().int(),
    answeredBy: z.string().optional(),
  }),
  say: { sv: 'ett samtal är slut', en: 'a call has ended' },
  subject: data => data.call,
  scope: data => ({ person: data.callee.person }),
  parties: ({ caller: from, callee: to }) => ({ caller: from, callee: to }),
})
