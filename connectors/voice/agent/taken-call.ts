/**
 * A call between two others, as Kamailio has it, and this agent in the place of one of them: the same dialog (RFC 3261 section 12), so that
 * whoever stays is told by no more than a re-INVITE that the sound is elsewhere now. config/kamailio/take.cfg is the other half.
 */
import { type KamailioRpc, opposite, type Reached, routesTo, type SideName, sidesOf } from 'kamailio-rpc'
import { C, type InviteClientTransaction, SessionDialog, type UserAgentCore } from 'sip.js/lib/core/index.js'
import type { URI } from 'sip.js/lib/grammar/uri.js'
import { HubError } from '../../../core/error.ts'
import { uri } from './user-agent.ts'

export interface OngoingCall {
  readonly callId: string
  /** Extension or number of each side. */
  readonly who: Readonly<Record<SideName, string>>
  readonly sides: Readonly<Record<SideName, Reached>>
}

/** More requests than a phone can have sent that Kamailio didn't count. */
const gap = 1000

/** Throws voice.no-such-call (404) where there is no call that goes on. */
export async function ongoingCall(rpc: Pick<KamailioRpc, 'dlgOf'>, callId: string): Promise<OngoingCall> {
  const dialog = await rpc.dlgOf(callId)
  if (dialog?.state !== 4) throw new HubError('voice.no-such-call', 404, { callId })
  const variables: Record<string, string> = Object.assign({}, ...(dialog.variables ?? []))
  const { caller = '', callee = '', caller_at, callee_at } = variables
  const sides = sidesOf(dialog, { ...(caller_at && { caller: caller_at }), ...(callee_at && { callee: callee_at }) })
  if (!sides) throw new HubError('voice.no-such-call', 404, { callId })
  return { callId, who: { caller, callee }, sides }
}

export interface StandIn {
  readonly session: SessionDialog
  /** By which Kamailio knows that this agent speaks for somebody. */
  readonly contact: URI
}

/** The dialog towards who stays, as it was for who leaves. */
export function standIn(core: UserAgentCore, server: string, call: OngoingCall, stays: SideName): StandIn {
  const [there, here] = [call.sides[stays], call.sides[opposite[stays]]]
  const own = uri(here.address)
  const contact = core.configuration.contact.uri.clone()
  contact.setParam('taken', stays)
  const request = core.makeOutgoingRequestMessage(C.INVITE, uri(there.target), own, uri(there.address), {})
  const session = new SessionDialog({ request } as unknown as InviteClientTransaction, core, {
    id: call.callId + here.tag + there.tag,
    early: false,
    callId: call.callId,
    localTag: here.tag,
    remoteTag: there.tag,
    localSequenceNumber: here.sequence + gap,
    remoteSequenceNumber: undefined,
    localURI: own,
    remoteURI: uri(there.address),
    remoteTarget: uri(there.target),
    routeSet: [...routesTo(server, there, call.sides.caller.tag)],
    secure: false,
  })
  return { session, contact }
}

/** Tells one side that the call is over for it. The dialog goes on without it. */
export function leave(core: UserAgentCore, call: OngoingCall, leaves: SideName): void {
  const [there, here] = [call.sides[leaves], call.sides[opposite[leaves]]]
  const options = {
    callId: call.callId,
    cseq: here.sequence + gap * 2,
    fromTag: here.tag,
    toTag: there.tag,
    routeSet: [...there.routes],
  }
  core.request(
    core.makeOutgoingRequestMessage(C.BYE, uri(there.target), uri(here.address), uri(there.address), options, [
      `X-Svara-Leaves: ${there.socket}`,
    ]),
  )
}
