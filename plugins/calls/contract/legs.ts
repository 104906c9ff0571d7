/** What other plugins ask of calls: how to reach somebody within a call, and what is known of one that goes on. */
import type { Verdict } from '../../../connectors/telephony/port.ts'
import { definePort } from '../../../core/define.ts'
import type { Occurrence } from '../../../core/flow/occurrence.ts'
import type { CallData } from './events.ts'
import type { LineState } from './kinds.ts'
import type { Wished } from './wish.ts'

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
  /** Person who has answered when this leg has, where no extension tells: whose mobile it is. */
  readonly answers?: string | undefined
  /** Which number shows, where somebody asked for one. */
  readonly wish?: Wished | undefined
  /** No phone has made that call: this leg begins its entry in the log. */
  readonly begins?: boolean | undefined
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
  readonly parked: boolean
  /** Those that agents made for it, or that joined it, and that have not ended. */
  readonly legs: readonly { readonly callId: string; readonly person?: string | undefined }[]
  /** People who were in it from the beginning, and have left it. */
  readonly left: readonly string[]
}

/** Whether this person is one of those who talk in it. */
export const isIn = ({ caller, callee, legs, left, answered }: CurrentCall, person: string): boolean =>
  answered && !left.includes(person) && [caller, callee, ...legs].some(one => one.person === person)

/** SIP Call-ID of the dialog that this person's phone has in it. */
export const callIdOf = ({ callId, legs }: CurrentCall, person: string): string =>
  legs.find(one => one.person === person)?.callId ?? callId

/** A call that rings at somebody and that nobody has answered there. */
export interface RingingCall {
  /** Its id. */
  readonly call: string
  /** SIP Call-ID of what rings: a leg of the call's, where somebody hands it on. */
  readonly callId: string
  readonly caller: CallData['caller']
  readonly since: Date
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
  /** Those that one of this person's phones has a part in. */
  currentOf(person: string): readonly CurrentCall[]
  lineOf(person: string): LineState
  /** Told on each hub when a person's line may be another, of what it is. */
  onLine(listener: (person: string, line: LineState) => void): void
  /** What rings at this person, whatever hub was asked about it. */
  ringingAt(person: string): readonly RingingCall[]
  /**
   * An announced transfer: the dialog `callId`, a call with an entry of its own until now, becomes a leg of `call`. `person` is who stays
   * in it, who answered it unless given; `other` whom she talks to from now on, the caller of `call` unless given.
   */
  joins(leg: {
    readonly callId: string
    readonly call: string
    readonly person?: string | undefined
    readonly other?: CallData['caller'] | undefined
  }): void
  /** A message is being left, which makes the call no missed one; false takes it back. Also when the call has ended. By its id. */
  voicemail(call: string, left: boolean): void
  /** The call waits in a parking place, or no longer. By its id. */
  parked(call: string, parked: boolean): void
}

export const callsPort = definePort<Calls>('calls')
