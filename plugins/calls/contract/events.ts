/** What happens to a call. */
import { z } from 'zod'
import { type ActionCall, defineEvent, type EventClause, type Phrase } from '../../../core/define.ts'
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

const roles = {
  caller: { sv: 'den som ringer', en: 'the caller' },
  callee: { sv: 'den uppringda', en: 'the called person' },
} as const

const clause = (role: 'caller' | 'callee' | 'both', sv: string, en: string): EventClause => ({
  roles: role === 'both' ? ['caller', 'callee'] : [role],
  say: { sv, en },
})

interface CallWords {
  readonly say: Phrase
  /** As rules are read: "nobody answers", "{callee} does not answer". */
  readonly now?: Phrase
  readonly callee: Phrase
}

/** What comes after a call was put through: told with who calls whom before it. */
const afterwards = ({ say, now = say, callee }: CallWords): EventClause[] => [
  { roles: [], say: now },
  { roles: ['callee'], say: callee },
  { ...clause('caller', '{caller} ringer', '{caller} calls'), and: now },
  { ...clause('both', '{caller} ringer {callee}', '{caller} calls {callee}'), and: now },
]

const comesIn: readonly EventClause[] = [
  clause('callee', '{callee} rings', '{callee} is called'),
  clause('caller', '{caller} ringer', '{caller} calls'),
  clause('both', '{caller} ringer {callee}', '{caller} calls {callee}'),
]

const callEvent = <Name extends string>(
  name: Name,
  words: { readonly say: Phrase; readonly clauses: readonly EventClause[]; readonly implied?: boolean },
  otherwise: ActionCall,
) =>
  defineEvent<CallData>(name, {
    data: call,
    ...words,
    roles,
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
  { say: { sv: 'ett samtal kommer in', en: 'a call comes in' }, clauses: comesIn, implied: true },
  { type: 'call.ring' },
)
const after = (words: CallWords) => ({ say: words.say, clauses: afterwards(words) })

export const callUnanswered = callEvent(
  'call.unanswered',
  after({
    say: { sv: 'ingen svarade', en: 'nobody answered' },
    now: { sv: 'ingen svarar', en: 'nobody answers' },
    callee: { sv: '{callee} inte svarar', en: '{callee} does not answer' },
  }),
  nobodyAnswers,
)
export const callBusy = callEvent(
  'call.busy',
  after({
    say: { sv: 'telefonen är upptagen', en: 'the phone is busy' },
    callee: { sv: '{callee} är upptagen', en: '{callee} is busy' },
  }),
  nobodyAnswers,
)
export const callDeclined = callEvent(
  'call.declined',
  after({
    say: { sv: 'samtalet avvisades', en: 'the call was declined' },
    now: { sv: 'samtalet avvisas', en: 'the call is declined' },
    callee: { sv: '{callee} avvisar samtalet', en: '{callee} declines the call' },
  }),
  nobodyAnswers,
)
export const callUnreachable = callEvent(
  'call.unreachable',
  after({
    say: { sv: 'telefonen gick inte att nå', en: 'the phone could not be reached' },
    now: { sv: 'telefonen inte går att nå', en: "the phone can't be reached" },
    callee: { sv: '{callee} inte går att nå', en: "{callee} can't be reached" },
  }),
  nobodyAnswers,
)

/** Calls that are for somebody here, from when they come in. */
export const callsIn = [callIncoming, callUnanswered, callBusy, callDeclined, callUnreachable].map(({ name }) => name)

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
  roles,
  clauses: [
    clause('callee', 'någon ringer {callee}', 'somebody calls {callee}'),
    clause('caller', '{caller} ringer ut', '{caller} calls out'),
    clause('both', '{caller} ringer {callee}', '{caller} calls {callee}'),
  ],
  scope: data => ({ person: data.caller.person }),
  parties: ({ caller: from, dialled }) => ({ caller: from, callee: { number: dialled } }),
  otherwise: { type: 'call.reject', params: { sipStatus: 403, reason: 'No rule lets this call out' } },
})

export const callsOut = [callOutgoing.name]

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
  roles,
  scope: data => ({ person: data.callee.person }),
  parties: ({ caller: from, callee: to }) => ({ caller: from, callee: to }),
})
