/** What people see of calls. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../../core/define.ts'
import { toldDecision } from '../../../core/flow/told.ts'
import { lineStates, outcomes } from './kinds.ts'
import { wished } from './wish.ts'

/**
 * Where a call stands that goes on: nobody rings yet, phones ring, an announcement answers, two people talk. Of an incoming call
 * `ringing` means that the person's own phones ring.
 */
export const phases = ['calling', 'ringing', 'announced', 'talking', 'parked'] as const
export type Phase = (typeof phases)[number]

const phrase = z.object({ sv: z.string(), en: z.string() })

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
  /** Until it has ended. */
  phase: z.enum(phases).optional(),
  /** SIP Call-ID at this person's phone, until it has ended. */
  callId: z.string().optional(),
  outcome: z.enum(outcomes).optional(),
  seconds: z.number().int(),
  /** What was called where that was not this person: a group, a queue, or somebody who sent the call on. */
  via: z.string().optional(),
  /** A colleague who answered in this person's stead. */
  answeredBy: z.object({ person: z.string(), name: z.string() }).optional(),
  /** Title of the rule that decided last; not for those who called. */
  rule: phrase.optional(),
})
export type CallEntry = z.infer<typeof entry>

export const callKinds = ['all', 'missed', 'voicemail', 'incoming', 'outgoing'] as const
export type CallKind = (typeof callKinds)[number]

/** What a list of calls is asked for by, everything optional. */
const wish = {
  before: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** All unless given. */
  kind: z.enum(callKinds).optional(),
  /** Part of a name, or of a number as people write it. */
  text: z.string().trim().max(80).optional(),
  /** E.164 and short numbers that the reader's own lists have under that name, with a comma between them. */
  numbers: z
    .string()
    .max(2000)
    .regex(/^[\d+,]*$/)
    .optional(),
}

export const callLog = defineRoute({
  method: 'GET',
  path: '/calls',
  allow: 'member',
  input: z.object(wish),
  output: z.object({ calls: z.array(entry) }),
  say: 'My calls, newest first',
})

const party = z.object({
  name: z.string().optional(),
  number: z.string().optional(),
  person: z.string().optional(),
  hidden: z.boolean(),
})

const record = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  caller: party,
  callee: party.extend({ kind: z.enum(['person', 'group', 'queue', 'service', 'outside']) }),
  answeredBy: z.object({ person: z.string(), name: z.string() }).optional(),
  outcome: z.enum(outcomes).optional(),
  seconds: z.number().int(),
})
/** A call as those see it who answer for others. */
export type CallRecord = z.infer<typeof record>

export const everyonesCalls = defineRoute({
  method: 'GET',
  path: '/administration/calls',
  allow: 'supervisor',
  input: z.object({
    ...wish,
    since: z.iso.datetime().optional(),
    /** Those that this person had a part in. */
    person: z.string().optional(),
  }),
  output: z.object({ calls: z.array(record) }),
  say: "Everybody's calls, newest first",
})

export const whyCall = defineRoute({
  method: 'GET',
  path: '/calls/:id/why',
  allow: 'member',
  input: z.object({
    id: z.string(),
    /** The reader's own unless given. */
    language: z.enum(['sv', 'en']).optional(),
  }),
  output: z.object({
    decisions: z.array(
      toldDecision.extend({
        id: z.string(),
        at: z.iso.datetime(),
        /** Name of the event. */
        event: z.string(),
      }),
    ),
  }),
  say: 'Why did this call go there? One trace for each time the rules were asked.',
})

export const whyCallData = defineRoute({
  method: 'GET',
  path: '/calls/:id/why/data',
  allow: 'administrator',
  input: z.object({ id: z.string() }),
  output: z.object({ decisions: z.array(z.unknown()) }),
  say: 'The decisions about a call as they are kept, with all values that were seen',
})

export const placeCall = defineRoute({
  method: 'POST',
  path: '/calls',
  allow: 'member',
  input: z.object({
    /** As people write it: "08-465 004 01", "1002", "112". */
    to: z.string().trim().min(1).max(40),
    /** What the own phones show beside the number while they ring. */
    name: z.string().trim().max(80).optional(),
    /** Which number shows for this call; the one chosen for all calls unless given. */
    wish: wished.optional(),
  }),
  output: z.object({}),
  say: "Rings the person's own phones, then calls. Answers when the phone was answered and calls, or with what went wrong",
})

export const callsSeen = defineRoute({
  method: 'PUT',
  path: '/calls/seen',
  allow: 'member',
  input: z.object({}),
  output: z.object({ seenAt: z.iso.datetime() }),
  say: 'The calls that ended until now were looked at: none of them counts as newly missed',
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
  state: z.object({
    calls: z.array(entry),
    /** When they were last looked at. Newly missed: outcome `missed` and ended since. */
    seenAt: z.iso.datetime().optional(),
  }),
  message: z.union([
    z.object({ call: entry }),
    /** A call that concerns this person no more: somebody else answered it. */
    z.object({ gone: z.string() }),
    z.object({ seenAt: z.iso.datetime() }),
  ]),
  apply(state, message) {
    if ('seenAt' in message) {
      state.seenAt = message.seenAt
      return
    }
    const id = 'gone' in message ? message.gone : message.call.id
    const at = state.calls.findIndex(call => call.id === id)
    if ('gone' in message) {
      if (at >= 0) state.calls.splice(at, 1)
      return
    }
    if (at >= 0) state.calls[at] = message.call
    else state.calls.unshift(message.call)
    state.calls.length = Math.min(state.calls.length, 50)
  },
})

/** Whether a call is missed and nobody has looked since. */
export const newlyMissed = ({ direction, outcome, endedAt }: CallEntry, seenAt: string | undefined): boolean =>
  direction === 'incoming' && outcome === 'missed' && (seenAt === undefined || (endedAt ?? '') > seenAt)
