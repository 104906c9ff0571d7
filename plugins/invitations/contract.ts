/** Inviting people to a call at a time: colleagues and others, by mail that their calendars understand. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../core/define.ts'

/** People asked to one call, colleagues and others. */
export const most = 50
/** Minutes. */
export const longest = 480

// Control characters would break lines of a letter's head, or a row of the list.
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)

/** waiting: the mail server has not taken the letter yet; refused: it won't. */
export const letterStates = ['waiting', 'sent', 'refused'] as const

const invitee = z.object({
  /** Person id of a colleague. */
  person: z.string().optional(),
  /** A guest's is the address where no name was given. */
  name: z.string(),
  address: z.string(),
  letter: z.enum(letterStates),
})
export type Invitee = z.infer<typeof invitee>

export const invitation = z.object({
  id: z.string(),
  subject: z.string(),
  /** ISO 8601 UTC. */
  start: z.iso.datetime(),
  minutes: z.number().int(),
  note: z.string(),
  cancelled: z.boolean(),
  /** In the order in which they were asked. */
  invitees: z.array(invitee),
})
export type Invitation = z.infer<typeof invitation>

const asked = {
  subject: line(120).min(1),
  /** ISO 8601 UTC, to come. */
  start: z.iso.datetime(),
  minutes: z.number().int().min(5).max(longest),
  note: z.string().trim().max(1000),
  /** Ids of colleagues. */
  people: z.array(z.string()).max(most),
  guests: z.array(z.object({ name: line(80), address: z.email().max(254) })).max(most),
}
export type AskedInvitation = z.infer<z.ZodObject<typeof asked>>

export const invite = defineRoute({
  method: 'POST',
  path: '/invitations',
  allow: 'member',
  input: z.object(asked),
  output: invitation,
  say: 'Invites colleagues, and others by their addresses, to a call. Each gets a letter with the meeting for her calendar.',
})

export const changeInvitation = defineRoute({
  method: 'PUT',
  path: '/invitations/:id',
  allow: 'member',
  input: z.object({ id: z.string(), ...asked }),
  output: invitation,
  say: 'Another time, subject or circle: the same meeting in everybody’s calendar. Whoever is asked no more is told.',
})

export const cancelInvitation = defineRoute({
  method: 'DELETE',
  path: '/invitations/:id',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: invitation,
  say: 'Calls the meeting off: it leaves the calendars of those who were asked.',
})

/** My own that are not over, those called off among them, by their start. */
export const invitationsView = defineLive({
  name: 'invitations.mine',
  allow: 'member',
  state: z.object({
    invitations: z.array(invitation),
    /** There is a mail server to send them. */
    mail: z.boolean(),
  }),
  message: z.object({ invitations: z.array(invitation) }),
  apply(state, { invitations }) {
    state.invitations = invitations
  },
})
