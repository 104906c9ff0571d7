/** What other plugins ask of calls: how to reach somebody within a call, and what is known of one that goes on. */
import type { Verdict } from '../../../connectors/telephony/port.ts'
import { definePort } from '../../../core/define.ts'
import type { Occurrence } from '../../../core/flow/occurrence.ts'
import type { CallData } from './events.ts'

/** Where a leg that a voice agent makes goes: connectors/voice/port.ts, Dialled, but for the time it may ring. */
export interface LegTarget {
  readonly to: string
  readonly domain: string
  readonly context: string
}

export interface LegOf {
  readonly organisation: string
  /** Id of the call that it belongs to: one entry in the log, whatever its legs. */
  readonly call: string
  /** Whom the rules see calling, and the phones show. For a leg that costs something: who pays for it. */
  readonly caller: CallData['caller']
  /** How often the call was sent on already. */
  readonly diversions?: number | undefined
}

/** A call that goes on, as far as this hub knows it. */
export interface CurrentCall {
  readonly call: string
  readonly callId: string
  readonly organisation: string
  readonly caller: CallData['caller']
  /** Whoever was called; `person` who answered, where somebody did. */
  readonly callee: Omit<CallData['caller'], 'hidden'>
  readonly dialled: string
  readonly answered: boolean
}

/** `standIn`: what answers is no person, so that for whom was called the call is as good as not answered. */
export type StandIn = Extract<Verdict, { verb: 'ring' }> & { readonly standIn: boolean }

export interface Calls {
  /**
   * For a route action of another plugin's: the call goes to `extension`, an agent's, which answers at once. Where it doesn't, the rules
   * are asked again (call.unreachable, call.unanswered). A service's number is answered by what it is for.
   */
  standIn(occurrence: Occurrence, extension: string): StandIn
  /** As if the caller had dialled `to`: the rules decide, about costs too. Undefined where the number leads nowhere. */
  legTo(leg: LegOf & { readonly to: string }): LegTarget | undefined
  /** These extensions ring and no rule is asked: for what was decided before. */
  legAt(leg: LegOf & { readonly extensions: readonly string[] }): LegTarget
  /** By its id, or by the Call-ID of any of its legs. */
  current(call: string): CurrentCall | undefined
}

export const callsPort = definePort<Calls>('calls')
