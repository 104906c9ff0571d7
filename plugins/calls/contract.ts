/** The life of a call: what it asks of the rules, what they may do with it, and the log of it. */
import { z } from 'zod'
import { defineAction, defineEvent, defineFact, defineLive, defineRoute } from '../../core/define.ts'

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
  /** Ids of the people whose phones ring: the person, or the members. */
  people: z.array(z.string()),
  /** Id of the number. */
  numberId: z.string(),
})

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
})
export type CallData = z.infer<typeof call>

const callEvent = <Name extends string>(
  name: Name,
  say: { sv: string; en: string },
  otherwise: 'call.ring' | 'call.voicemail',
) =>
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
    otherwise: { type: otherwise },
  })

export const callIncoming = callEvent(
  'call.incoming',
  { sv: 'ett samtal kommer in', en: 'a call comes in' },
  'call.ring',
)
export const callUnanswered = callEvent(
  'call.unanswered',
  { sv: 'ingen svarade', en: 'nobody answered' },
  'call.voicemail',
)
export const callBusy = callEvent(
  'call.busy',
  { sv: 'telefonen är upptagen', en: 'the phone is busy' },
  'call.voicemail',
)
export const callDeclined = callEvent(
  'call.declined',
  { sv: 'samtalet avvisades', en: 'the call was declined' },
  'call.voicemail',
)
export const callUnreachable = callEvent(
  'call.unreachable',
  { sv: 'telefonen gick inte att nå', en: 'the phone could not be reached' },
  'call.voicemail',
)

const outgoing = z.object({
  call: z.string(),
  callId: z.string(),
  caller,
  /** E.164, or a national service number as dialled ("1177"). */
  dialled: z.string(),
  diversions: z.number().int(),
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

export const outcomes = ['answered', 'missed', 'announced', 'refused', 'failed', 'unanswered', 'emergency'] as const
export type Outcome = (typeof outcomes)[number]

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

export const lineStates = ['idle', 'ringing', 'in-call'] as const
export type LineState = (typeof lineStates)[number]

const of = z.object({ of: z.string().default('callee') })

export const callFact = defineFact('call', {
  params: z.object({}),
  value: z.object({
    kind: z.enum(['person', 'group', 'queue', 'service', 'outside']),
    hidden: z.boolean(),
    callerNumber: z.string().optional(),
    dialled: z.string(),
    /** ISO 3166 of the dialled number; none for service numbers. */
    country: z.string().optional(),
    diversions: z.number(),
    /** Language to speak to the caller. */
    language: z.enum(['sv', 'en']),
  }),
  say: { sv: 'samtalet', en: 'the call' },
  paths: {
    '$.kind': { sv: 'målet', en: 'the destination' },
    '$.hidden': { sv: 'numret är dolt', en: 'the number is hidden' },
    '$.callerNumber': { sv: 'numret som ringer', en: "the caller's number" },
    '$.dialled': { sv: 'det slagna numret', en: 'the dialled number' },
    '$.country': { sv: 'landet som rings', en: 'the country called' },
    '$.diversions': { sv: 'antal medflyttningar', en: 'the number of diversions' },
    '$.language': { sv: 'språket', en: 'the language' },
  },
  values: {
    person: { sv: 'en person', en: 'a person' },
    group: { sv: 'en svarsgrupp', en: 'a group number' },
    queue: { sv: 'en kö', en: 'a queue' },
    service: { sv: 'en tjänst', en: 'a service' },
    outside: { sv: 'ett nummer utanför', en: 'a number outside' },
  },
})

export const lineFact = defineFact('calls.line', {
  params: of,
  value: z.object({ state: z.enum(lineStates) }),
  say: { sv: 'linjen', en: 'the line' },
  paths: { '$.state': { sv: 'linjen', en: 'the line' } },
  values: {
    idle: { sv: 'ledig', en: 'free' },
    ringing: { sv: 'ringer', en: 'ringing' },
    'in-call': { sv: 'i samtal', en: 'in a call' },
  },
})

/** Whether any phone that would ring is registered. */
export const reachableFact = defineFact('calls.reachable', {
  params: z.object({}),
  value: z.boolean(),
  say: { sv: 'någon telefon är inloggad', en: 'a phone is registered' },
})

const seconds = z.number().int().min(5).max(120)
const optional = z.string().optional()
const phrase = z.object({ sv: z.string(), en: z.string() })
/** Route actions answer a waiting call: nothing of them is carried out later. */
const answer = { route: true, retry: 'never', expires: 0 } as const

export const ring = defineAction('call.ring', {
  ...answer,
  args: z.object({
    seconds: seconds.default(25),
    /** In a group: everyone, or those whose line is idle. */
    only: z.enum(['all', 'free']).default('all'),
    /** What the phones show for the caller. */
    callerName: optional,
  }),
  say: { sv: 'telefonerna ringer i {seconds} s', en: 'the phones ring for {seconds} s' },
})

export const forward = defineAction('call.forward', {
  ...answer,
  args: z.object({ to: z.string().min(1) }),
  say: { sv: 'samtalet medflyttas till {to}', en: 'the call is forwarded to {to}' },
})

export const announcements = ['busy', 'closed', 'unavailable', 'not-here'] as const
export type AnnouncementKind = (typeof announcements)[number] | 'voicemail'

export const announce = defineAction('call.announce', {
  ...answer,
  args: z.object({
    what: z.enum(announcements),
    /** Whose: a person's or a number's name. */
    name: optional,
    /** ISO 8601 UTC: open again then. */
    until: optional,
  }),
  say: { sv: 'den som ringer får höra att {what}', en: 'the caller hears that {what}' },
  values: {
    busy: { sv: 'personen talar i telefon', en: 'the person is on the phone' },
    closed: { sv: 'det är stängt', en: 'it is closed' },
    unavailable: { sv: 'ingen kan svara just nu', en: 'nobody can answer right now' },
    'not-here': { sv: 'tjänsten inte finns än', en: 'the service is not there yet' },
  },
})

/** Whole sentences, as another plugin's fact gives them. */
export const say = defineAction('call.say', {
  ...answer,
  args: z.object({
    text: phrase,
    /** Said behind them as it stands. */
    note: optional,
  }),
  say: { sv: 'den som ringer hör ”{text}”', en: 'the caller hears “{text}”' },
})

export const voicemail = defineAction('call.voicemail', {
  ...answer,
  args: z.object({ name: optional }),
  say: { sv: 'röstbrevlådan svarar', en: 'voicemail answers' },
})

export const reject = defineAction('call.reject', {
  ...answer,
  args: z.object({
    /** RFC 3261 section 21: 4xx, or 603 Decline. */
    sipStatus: z.union([z.number().int().min(400).max(499), z.literal(603)]),
    reason: z.string().max(80),
  }),
  say: { sv: 'samtalet avvisas ({sipStatus})', en: 'the call is refused ({sipStatus})' },
})

export const dialOut = defineAction('call.dial-out', {
  ...answer,
  args: z.object({
    show: z.enum(['landline', 'hidden']).default('landline'),
    seconds: seconds.default(60),
  }),
  say: { sv: 'samtalet går ut och visar {show}', en: 'the call goes out and shows {show}' },
  values: {
    landline: { sv: 'det fasta numret', en: 'the landline number' },
    hidden: { sv: 'inget nummer', en: 'no number' },
  },
})

const entry = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  direction: z.enum(['incoming', 'outgoing']),
  /** The other side as this person may see it; no number where it is hidden. */
  other: z.object({
    name: z.string().optional(),
    number: z.string().optional(),
    person: z.string().optional(),
    hidden: z.boolean(),
  }),
  outcome: z.enum(outcomes).optional(),
  seconds: z.number().int(),
})
export type CallEntry = z.infer<typeof entry>

export const callLog = defineRoute({
  method: 'GET',
  path: '/calls',
  allow: 'member',
  input: z.object({ before: z.iso.datetime().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ calls: z.array(entry) }),
  say: 'My calls, newest first',
})

export const whyCall = defineRoute({
  method: 'GET',
  path: '/calls/:id/why',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.object({
    decisions: z.array(
      z.object({
        id: z.string(),
        at: z.iso.datetime(),
        event: z.string(),
        outcome: z.string(),
        tried: z.array(
          z.object({
            rule: z.string(),
            stage: z.string(),
            scope: z.string(),
            outcome: z.string(),
            sentence: z.string(),
          }),
        ),
        also: z.array(z.string()),
        milliseconds: z.number(),
      }),
    ),
  }),
  say: 'Why did this call go there? One trace for each time the rules were asked.',
})

/** Line state of every person, by person id; who is idle is absent. */
export const lines = defineLive({
  name: 'calls.lines',
  allow: 'member',
  state: z.object({
    lines: z.record(z.string(), z.enum(lineStates)),
    reachable: z.record(z.string(), z.literal(true)),
  }),
  message: z.object({ person: z.string(), line: z.enum(lineStates), reachable: z.boolean() }),
  apply(state, { person, line, reachable }) {
    if (line === 'idle') delete state.lines[person]
    else state.lines[person] = line
    if (reachable) state.reachable[person] = true
    else delete state.reachable[person]
  },
})

/** A person's own calls, newest first: those going on and the last fifty. */
export const myCalls = defineLive({
  name: 'calls.mine',
  allow: 'member',
  state: z.object({ calls: z.array(entry) }),
  message: z.object({ call: entry }),
  apply(state, { call: changed }) {
    const at = state.calls.findIndex(({ id }) => id === changed.id)
    if (at >= 0) state.calls[at] = changed
    else state.calls.unshift(changed)
    state.calls.length = Math.min(state.calls.length, 50)
  },
})
