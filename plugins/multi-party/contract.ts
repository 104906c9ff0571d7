/** Multi-party calls: who is in them, and how one is made of a call that there is. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../core/define.ts'

/** Being called; in it; and how it went with who is not, until somebody takes that off the list. */
export const memberStates = ['calling', 'in', 'unanswered', 'busy', 'declined', 'unreachable'] as const
export type MemberState = (typeof memberStates)[number]

const member = z.object({
  /** Of this member in this multi-party call. */
  id: z.string(),
  /** Person id, where it is one of the organisation's people. */
  person: z.string().optional(),
  name: z.string().optional(),
  /** E.164 or short; none where it is hidden. */
  number: z.string().optional(),
  state: z.enum(memberStates),
  /** Hears, and isn't heard. */
  muted: z.boolean(),
  since: z.iso.datetime(),
})
export type Member = z.infer<typeof member>

const party = z.object({
  id: z.string(),
  /** Id of the call that it was made of: the entry in the log, and its Why. */
  call: z.string(),
  /** Person who made it: she alone mutes and removes others. */
  host: z.string(),
  startedAt: z.iso.datetime(),
  /** In the order in which they came. */
  members: z.array(member),
})
export type Party = z.infer<typeof party>

/** Those that the reader is in, or made. */
export const parties = defineLive({
  name: 'multi-party',
  allow: 'member',
  state: z.object({ parties: z.array(party) }),
  message: z.union([z.object({ party }), z.object({ gone: z.string() })]),
  apply(state, message) {
    const id = 'gone' in message ? message.gone : message.party.id
    const at = state.parties.findIndex(one => one.id === id)
    if ('gone' in message) {
      if (at >= 0) state.parties.splice(at, 1)
    } else if (at >= 0) state.parties[at] = message.party
    else state.parties.push(message.party)
  },
})

const number = z.string().trim().min(1).max(40)

export const startParty = defineRoute({
  method: 'POST',
  path: '/multi-party',
  allow: 'member',
  input: z.object({
    /** A call that the person is in: its id in the log, or its SIP Call-ID. */
    call: z.string(),
    /** Whom to call in addition: a short number, a number as people write it. */
    to: number,
  }),
  output: z.object({ party: z.string() }),
  say: 'Makes a call between two a multi-party call, and calls a third',
})

export const addMember = defineRoute({
  method: 'POST',
  path: '/multi-party/:party/members',
  allow: 'member',
  input: z.object({ party: z.string(), to: number }),
  output: z.object({ member: z.string() }),
  say: 'Calls one more',
})

export const muteMember = defineRoute({
  method: 'PUT',
  path: '/multi-party/:party/members/:member/muted',
  allow: 'member',
  input: z.object({ party: z.string(), member: z.string(), muted: z.boolean() }),
  output: z.object({}),
  say: 'Mutes a member, or lets her be heard again; others than oneself only as its host',
})

export const removeMember = defineRoute({
  method: 'DELETE',
  path: '/multi-party/:party/members/:member',
  allow: 'member',
  input: z.object({ party: z.string(), member: z.string() }),
  output: z.object({}),
  say: 'Hangs up on a member, or takes one off the list who did not come; others than oneself only as its host',
})
