/** Taking over calls that others have begun: when a hub says so, and when a phone asks for a transfer (RFC 3515). */
import { type KamailioRpc, opposite, type SideName } from 'kamailio-rpc'
import {
  C,
  type IncomingRequestMessage,
  type OutgoingRequestMessage,
  type ReferUserAgentServer,
  type UserAgentCore,
} from 'sip.js/lib/core/index.js'
import { HubError } from '../../../core/error.ts'
import type { Exchange } from '../exchange.ts'
import type { Step, Taken, VoiceQuestion } from '../port.ts'
import type { Referred } from './dialogue.ts'
import { type ReferStatus, referStatus, wantedIn } from './refer.ts'
import type { LineSurroundings } from './sip-lines.ts'
import { leave, type OngoingCall, ongoingCall, standIn } from './taken-call.ts'
import { takenLine } from './taken-line.ts'

interface Given {
  readonly steps: readonly Step[]
  readonly about: string
}

export interface Taking {
  /** Throws voice.no-such-call. */
  take(call: {
    readonly taken: Taken
    readonly other?: Given | undefined
    readonly steps: readonly Step[]
    readonly about: string
  }): Promise<{ leg: string; other?: string }>
  /** REFER of a phone whose call no agent has. */
  referred(refer: ReferUserAgentServer): Promise<void>
  /** REFER of a phone that has this leg. */
  referredWithin(leg: string, ...refer: Parameters<Referred>): Promise<void>
}

export interface TakingOptions {
  /** The agent's id. */
  readonly agent: string
  readonly core: UserAgentCore
  readonly exchange: Exchange
  readonly rpc: Pick<KamailioRpc, 'dlgOf'>
  /** Kamailio's door for agents, as in 127.0.0.1:port */
  readonly server: string
  readonly newLeg: () => string
  readonly surroundings: (leg: string) => LineSurroundings
  readonly ask: (question: VoiceQuestion) => Promise<readonly Step[]>
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export function openTaking(options: TakingOptions): Taking {
  const { agent, core, exchange, rpc, server, newLeg, surroundings, ask, log } = options

  async function adopt(call: OngoingCall, stays: SideName, given: Given): Promise<string> {
    const leg = newLeg()
    const line = await takenLine({ as: standIn(core, server, call, stays), surroundings: surroundings(leg) })
    exchange.adopted(line, given, { kind: 'taken', from: call.who[opposite[stays]] }, leg)
    return leg
  }

  async function take({ taken: { callId, stays }, other, ...given }: Parameters<Taking['take']>[0]) {
    const call = await ongoingCall(rpc, callId)
    if (other) {
      const [leg, second] = await Promise.all([adopt(call, stays, given), adopt(call, opposite[stays], other)])
      return { leg, other: second }
    }
    leave(core, call, opposite[stays])
    return { leg: await adopt(call, stays, given) }
  }

  /** What the phone is told of its transfer (RFC 3515 section 2.4.5). */
  function tell(
    call: OngoingCall,
    by: SideName,
    refer: IncomingRequestMessage,
    step: number,
    status: ReferStatus,
  ): void {
    const [there, here] = [call.sides[by], call.sides[opposite[by]]]
    const { session } = standIn(core, server, call, by)
    session.dispose()
    const { headers, body } = referStatus(refer, status)
    const message: OutgoingRequestMessage = core.makeOutgoingRequestMessage(
      C.NOTIFY,
      session.remoteTarget,
      session.localURI,
      session.remoteURI,
      {
        callId: call.callId,
        cseq: here.sequence + 500 + step,
        fromTag: here.tag,
        toTag: there.tag,
        routeSet: session.routeSet,
      },
      [...headers, `Contact: <${core.configuration.contact.uri.toString()}>`],
      body,
    )
    core.request(message)
  }

  /** The call within which a phone has said this, and which of its sides that phone is. */
  async function whose({ callId, fromTag }: IncomingRequestMessage): Promise<{ call: OngoingCall; by: SideName }> {
    const call = await ongoingCall(rpc, callId)
    return { call, by: call.sides.caller.tag === fromTag ? 'caller' : 'callee' }
  }

  return {
    take,
    async referred(refer) {
      const { message } = refer
      const { callId } = message
      let call: OngoingCall
      let by: SideName
      let steps: readonly Step[]
      try {
        ;({ call, by } = await whose(message))
        const question = { kind: 'transfer', about: undefined, agent, callId, ...wantedIn(message) } as const
        steps = await ask({ ...question, by: call.who[by], other: undefined })
      } catch (error) {
        log?.warn({ err: error, callId }, 'a phone may not transfer a call')
        refer.reject({ statusCode: 603 })
        return
      }
      refer.accept({ statusCode: 202 })
      tell(call, by, message, 0, '100 Trying')
      try {
        await adopt(call, opposite[by], { steps, about: `transfer:${callId}` })
        tell(call, by, message, 1, '200 OK')
      } catch (error) {
        log?.warn({ err: error, callId }, 'a call could not be transferred')
        tell(call, by, message, 1, '503 Service Unavailable')
      }
      leave(core, call, by)
    },
    async referredWithin(id, refer, tell) {
      const { message } = refer
      const leg = exchange.leg(id)
      const other = leg?.bridge?.other
      const { callId } = message
      let steps: readonly Step[]
      try {
        if (!leg || (!other && leg.room === undefined)) throw new HubError('voice.no-such-call', 404, { callId })
        const { call, by } = await whose(message)
        // In a room are several: what is to become of them is for whoever has brought them together.
        const about = other ? undefined : leg.about
        const question = { kind: 'transfer', about, agent, callId, ...wantedIn(message) } as const
        steps = await ask({ ...question, by: call.who[by], other: other?.line.callId })
      } catch (error) {
        log?.warn({ err: error, callId }, 'a phone may not transfer a call')
        refer.reject({ statusCode: 603 })
        return
      }
      refer.accept({ statusCode: 202 })
      tell('100 Trying')
      // It may have ended, or talk to somebody else by now.
      const stays = other && leg.bridge?.other === other
      if (stays) exchange.tell(other.id, steps)
      tell(stays || !other ? '200 OK' : '503 Service Unavailable')
      if (stays || !other) exchange.tell(id, [{ do: 'hangUp' }])
    },
  }
}
