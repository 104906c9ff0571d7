/** A question from the signalling side becomes an occurrence; the route that the rules choose becomes the verdict. */
import type { Outcome, Question, Verdict } from '../../connectors/telephony/port.ts'
import type { EventDefinition } from '../../core/define.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { pack, unpack } from './context.ts'
import {
  type CallData,
  callBusy,
  callDeclined,
  callersName,
  callIncoming,
  callOutgoing,
  callUnanswered,
  callUnreachable,
  type Outside,
} from './contract.ts'
import { type LegNews, legAsked } from './leg-news.ts'
import type { Lines } from './lines.ts'
import type { CallLog } from './log-ends.ts'
import { type Direct, parties } from './parties.ts'

/** A call is sent on five times at most, whoever sends it. */
export const mostDiversions = 5

const afterwards: Record<Outcome, EventDefinition<CallData>> = {
  unanswered: callUnanswered,
  busy: callBusy,
  declined: callDeclined,
  unreachable: callUnreachable,
}

/** The questions being answered, by Call-ID: an announcement needs the caller's media. */
export type Pending = Map<string, Question>

interface Parts {
  readonly board: Lines
  readonly log: CallLog
  readonly pending: Pending
  readonly outside: Outside
  readonly tellLeg: (news: LegNews) => void
  readonly showLines: (extensions: readonly string[]) => void
}

export function answerer(
  hub: Pick<Hub, 'ask' | 'log'>,
  directory: Directory,
  { board, log, pending, outside, tellLeg, showLines }: Parts,
) {
  return async (question: Question): Promise<Verdict> => {
    const { step, callId } = question
    const asked = step ? unpack(step.context) : parties(question, directory, outside)
    if (!asked) return { verb: 'reject', sipStatus: 404, reason: 'Not Found' }
    // A call out that failed has failed: the caller hears what the other network said.
    if (step && asked.kind === 'outgoing') {
      // 480 is said of a phone that is off, and by networks that stop ringing before we do: nobody answered.
      if (step.outcome === 'unreachable' && step.sipStatus !== 480) log.unreached(callId)
      return ended(step)
    }

    if (asked.leg && !step) tellLeg(legAsked(asked))
    if (asked.kind === 'direct') return step ? ended(step) : ringDirectly(asked)

    if (!asked.leg) log.began(asked)
    if (question.source.kind === 'device') {
      board.dials(callId, question.source.extension)
      showLines([question.source.extension])
    }
    pending.set(callId, question)
    try {
      const { organisation } = asked
      const { decision, result } =
        asked.kind === 'outgoing'
          ? await hub.ask(callOutgoing, { organisation, data: asked.data })
          : await hub.ask(step ? afterwards[step.outcome] : callIncoming, { organisation, data: asked.data })
      const verdict = result as Verdict
      hub.log.debug({ callId, decision: decision.id, verb: verdict.verb }, 'decided')
      if (asked.leg) return verdict
      log.routed(asked, verdict, {
        rule: decision.tried.find(({ outcome }) => outcome === 'won')?.title,
        name: asked.data.caller.hidden ? undefined : callersName(decision),
      })
      return verdict
    } finally {
      pending.delete(callId)
    }
  }
}

const ended = ({ sipStatus }: NonNullable<Question['step']>): Verdict => ({
  verb: 'reject',
  sipStatus,
  reason: 'Call failed',
})

function ringDirectly(asked: Direct): Verdict {
  const { number, name, hidden } = asked.data.caller
  return {
    verb: 'ring',
    extensions: asked.extensions,
    // Whoever made the leg gives up before.
    seconds: 120,
    context: pack(asked),
    show: { number, name, hidden },
  }
}
