import { z } from 'zod'

/** What every event of a leg carries. */
const about = {
  /** Event number of this agent, rising over its restarts: two with the same agent and number are the same event. */
  agent: z.string(),
  number: z.number().int(),
  at: z.iso.datetime(),
  /** Id of the leg: one call's side that ends at the agent. */
  leg: z.string(),
  /** SIP Call-ID of the leg. */
  callId: z.string(),
  /** As it was given with the steps last. */
  about: z.string(),
}

/**
 * What happened at an agent. Kept there until a hub has taken it, so that a hub that was away hears it too: events may repeat, never
 * get lost, and come in order of their number.
 */
export const voiceEvent = z.discriminatedUnion('kind', [
  /** The call has come to the agent, which begins with its steps. Not answered yet. Legs that the agent makes begin with `dialled`. */
  z.object({ kind: z.literal('arrived'), ...about }),
  z.object({ kind: z.literal('answered'), ...about }),
  /** Digits that a `collect` of this name took; '' when none came in time. */
  z.object({ kind: z.literal('collected'), ...about, name: z.string(), digits: z.string() }),
  /** Sound is being written to the file of the `record` of this name. */
  z.object({ kind: z.literal('recording'), ...about, name: z.string(), file: z.string() }),
  /** The file is whole. `told`: a hub had other steps for it. `lost`: the agent died meanwhile, and the file holds what was heard until then. */
  z.object({
    kind: z.literal('recorded'),
    ...about,
    name: z.string(),
    file: z.string(),
    milliseconds: z.number().int(),
    by: z.enum(['caller', 'digit', 'silence', 'limit', 'told', 'lost']),
  }),
  /** A `dial` of this name: a new leg has been begun for it. */
  z.object({ kind: z.literal('dialled'), ...about, name: z.string(), other: z.string(), otherCallId: z.string() }),
  /** What came of it; `answered` once the other side has also gone through its own steps. */
  z.object({
    kind: z.literal('dial-ended'),
    ...about,
    name: z.string(),
    outcome: z.enum(['answered', 'unanswered', 'busy', 'declined', 'unreachable', 'given-up']),
    sipStatus: z.number().int(),
  }),
  /** Two legs hear each other. */
  z.object({ kind: z.literal('bridged'), ...about, with: z.string() }),
  /** They no longer do, and the leg goes on by itself; hangs up where nothing is said within 5 s of what it does. */
  z.object({ kind: z.literal('parted'), ...about }),
  /** In the room with all who are there, until `left`. */
  z.object({ kind: z.literal('mixed'), ...about, room: z.string() }),
  z.object({ kind: z.literal('left'), ...about, room: z.string() }),
  /** A phone transferred the party that this leg now stands for: the transferor is out. */
  z.object({ kind: z.literal('taken'), ...about, from: z.string() }),
  z.object({
    kind: z.literal('ended'),
    ...about,
    by: z.enum(['other', 'agent', 'lost']),
    /** Since it was answered. */
    seconds: z.number().int(),
  }),
])
export type VoiceEvent = z.infer<typeof voiceEvent>
