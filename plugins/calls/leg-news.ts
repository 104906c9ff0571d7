/** What is told of a call's legs beyond what the signalling side says, to every hub: any of them may have the call in its log. */
import { z } from 'zod'
import type { VoiceEvent } from '../../connectors/voice/events.ts'
import type { Decidable, Direct } from './parties.ts'

const other = z.object({
  person: z.string().optional(),
  number: z.string().optional(),
  name: z.string().optional(),
  hidden: z.boolean(),
})

/** A leg of a call; `person`: whose phone it is, where no extension tells. */
const leg = { callId: z.string(), call: z.string(), person: z.string().optional() }

export const legNews = z.discriminatedUnion('what', [
  /** `outside`: it answers for nobody before the agent joins it with others, since a mobile's own voicemail answers too. */
  z.object({ what: z.literal('leg'), ...leg, outside: z.boolean(), other }),
  /** A call with an entry of its own becomes a leg of another. */
  z.object({ what: z.literal('joins'), ...leg, other: other.optional() }),
  /** This side of a call, which an agent has, hears others. */
  z.object({ what: z.literal('together'), callId: z.string() }),
  /** An agent has one side of this call from now on: what the signalling side says of its end is not its end. */
  z.object({ what: z.literal('taken'), callId: z.string() }),
  /** Of a leg that an agent has no more, whether it had taken it over or not. */
  z.object({ what: z.literal('let-go'), callId: z.string() }),
  z.object({ what: z.literal('voicemail'), call: z.string(), left: z.boolean() }),
  z.object({ what: z.literal('parked'), call: z.string(), parked: z.boolean() }),
])
export type LegNews = z.infer<typeof legNews>
export type Other = z.infer<typeof other>

/** A leg that the agent makes, as it was asked about. */
export const legAsked = ({ kind, data, answers }: Decidable | Direct): LegNews => ({
  what: 'leg',
  callId: data.callId,
  call: data.call,
  person: answers,
  outside: kind === 'outgoing',
  other: data.caller,
})

/** What an agent's events say of it: each tells all, since hubs come and go between two of them. */
export const legListener =
  (tell: (news: LegNews) => void) =>
  ({ kind, callId }: VoiceEvent): void => {
    // Both of two that are bridged say so.
    if (kind === 'bridged' || kind === 'mixed') tell({ what: 'together', callId })
    else if (kind === 'taken') tell({ what: 'taken', callId })
    else if (kind === 'ended') tell({ what: 'let-go', callId })
  }
