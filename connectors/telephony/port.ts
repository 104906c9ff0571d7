/**
 * Telephony as the hub sees it: somebody asks what to do with a call, and gets a verdict. Signalling itself (registration,
 * authentication, proxying) belongs to the real system behind the port.
 *
 * Words: an *extension* is `short@domain` ("1001@norrsken.svara.localhost"), a SIP address of record; all devices registered
 * at it ring together. Numbers are E.164 with plus ("+46846500401") or short numbers.
 */
import { definePort } from '../../core/define.ts'
import type { TelephonyEvent } from './events.ts'

/** Where a call comes from. A device is authenticated; a trunk is believed by its address. */
export type Source =
  | {
      readonly kind: 'trunk'
      readonly address: string
      /** Ids of the trunks that have this address: two organisations may be with one provider. None: the environment's, which is everybody's. */
      readonly trunks?: readonly string[] | undefined
    }
  | {
      readonly kind: 'device'
      readonly extension: string
      readonly domain: string
      readonly device: string
      readonly address: string
    }
  /** A leg that a voice agent makes for a hub; `context` is the hub's own (connectors/voice/port.ts, Dialled). */
  | { readonly kind: 'voice'; readonly agent: string; readonly context: string }

export interface Caller {
  /** As sent: E.164, national or short. Undefined when withheld by the other side. */
  readonly number: string | undefined
  readonly name?: string | undefined
  /** Privacy: id (RFC 3325 section 9.3): known to us, not to be shown to the called person. */
  readonly hidden: boolean
}

/** How ringing or dialling ended without an answer. */
export type Outcome = 'unanswered' | 'busy' | 'unreachable' | 'declined'

export interface Question {
  /** SIP Call-ID; one call keeps it for its whole life. */
  readonly callId: string
  readonly source: Source
  readonly caller: Caller
  /** The dialled user part as sent ("+46846500401", "1002", "0701740605"), and the domain it was dialled at. */
  readonly dialled: string
  readonly domain: string
  /** The caller's SDP offer, for an announcement before answer. */
  readonly sdp: string | undefined
  /** The caller's From tag, which names its side of the media. */
  readonly fromTag: string
  /** Undefined for a new call. `context` is what the verdict gave, perhaps by another hub. */
  readonly step?: { readonly outcome: Outcome; readonly sipStatus: number; readonly context: string } | undefined
}

/** Why a call was sent on. */
export type DiversionReason = 'unconditional' | 'user-busy' | 'no-answer' | 'unavailable'

/** Whom a call was for, and why it was sent on from there. */
export interface Passed {
  /** E.164; a short number for the organisation's own phones. */
  readonly number: string
  readonly reason: DiversionReason
  /** Not to be shown: only a trunk learns it (RFC 7044 section 10.1). */
  readonly hidden: boolean
}

/** What another network is told of a call that was sent on (RFC 5806). */
export interface Diversion {
  /** E.164 of who sent it on last. */
  readonly number: string
  readonly reason: DiversionReason
  readonly hidden?: boolean | undefined
  /** How often it was sent on. */
  readonly counter: number
}

export type Verdict =
  | {
      readonly verb: 'ring'
      /** Extensions; all their devices ring at once. */
      readonly extensions: readonly string[]
      readonly seconds: number
      readonly context: string
      /** What the ringing phones show. */
      readonly show: Caller
      /** Whom the caller's phone shows when it is answered, where that isn't whom was dialled (RFC 3325 section 5, in a response). */
      readonly connected?: Caller | undefined
      /** Whom the call was for before, who was called first before the others (RFC 7044). */
      readonly history?: readonly Passed[] | undefined
    }
  | {
      readonly verb: 'dial'
      /** E.164, by a trunk. */
      readonly number: string
      /**
       * Ids of trunks in the order to try: the next one when one is closed (refuses with 5xx, or is silent for 4 s), never when the called side
       * is busy or declines. The environment's alone unless given.
       */
      readonly trunks?: readonly string[] | undefined
      readonly seconds: number
      readonly context: string
      readonly show: Caller
      /** The number by which the network knows the caller, whatever shows (RFC 3325); the one that shows unless given. */
      readonly asserted?: string | undefined
      /** By whom it was sent on. */
      readonly diverted?: Diversion | undefined
      readonly history?: readonly Passed[] | undefined
    }
  /** Early media: 183 with this SDP; when it has been sent, `next` is called for what follows. Carries on only in this hub. */
  | { readonly verb: 'progress'; readonly sdp: string; readonly context: string; next(): Promise<Verdict> }
  | { readonly verb: 'reject'; readonly sipStatus: number; readonly reason: string }

export interface Registration {
  readonly extension: string
  /** Contact URI. */
  readonly contact: string
  readonly device: string
  readonly userAgent: string
  readonly expiresAt: Date
  /** What names a browser over all its connections (RFC 5626 section 4.1); phones with an address have none. */
  readonly instance?: string | undefined
}

/** The environment's trunk, among ids of others. */
export const standardTrunk = 'standard'

/** Our account with a provider that wants one: calls in come to where it was registered from. */
export interface TrunkAccount {
  /** Id of the trunk. */
  readonly trunk: string
  readonly user: string
  /** Of the digest authentication (RFC 3261 section 22); the user unless given. */
  readonly authName?: string | undefined
  readonly secret: string
  readonly host: string
  readonly port: number
  readonly transport: Transport
}

export const transports = ['udp', 'tcp', 'tls'] as const
export type Transport = (typeof transports)[number]

/** A call that a person asks for elsewhere than at her phone. */
export interface PlacedCall {
  /** Hers: all desk phones registered at it ring, and who answers first makes the call. */
  readonly extension: string
  /** As dialled at that phone. */
  readonly to: string
  /** What her phones show meanwhile: whom she is about to call. */
  readonly show: { readonly number: string; readonly name?: string | undefined }
}

/** `refused`: the phone was answered, and doesn't do what it is asked. `away`: nobody could be asked. */
export const placeProblems = ['no-phone', 'busy', 'declined', 'unanswered', 'refused', 'away'] as const
export type PlaceProblem = (typeof placeProblems)[number]

export class CallNotPlaced extends Error {
  readonly problem: PlaceProblem

  constructor(problem: PlaceProblem, options?: ErrorOptions) {
    super(`the call was not placed: ${problem}`, options)
    this.name = 'CallNotPlaced'
    this.problem = problem
  }
}

/** A dialog that the signalling side still has. */
export interface OngoingCall {
  readonly callId: string
  /** Extension or number on either side. */
  readonly from: string
  readonly to: string
  readonly state: 'early' | 'confirmed'
  /** Extensions whose devices ring; none once it is answered. */
  readonly ringing: readonly string[]
  readonly startedAt: Date
  /** Of the browsers in it: `Registration.instance`. */
  readonly instances?: readonly string[] | undefined
}

/** A line as the lamps of colleagues' phones show it. */
export type Line = 'idle' | 'ringing' | 'in-call'

/** Messages in a voicemail box: not listened to yet, and the others. */
export interface MessagesWaiting {
  readonly new: number
  readonly old: number
}

export interface Telephony {
  /** One handler answers all questions. A rejected promise counts as a hub that can't decide: the fallback is taken. */
  answer(handler: (question: Question) => Promise<Verdict>): void
  listen(listener: (event: TelephonyEvent) => void): void
  registrations(): Promise<readonly Registration[]>
  ongoingCalls(): Promise<readonly OngoingCall[]>
  hangUp(callId: string): Promise<void>
  /**
   * Asks sides of an answered call, named by their tags (all unless given), whether they are still in it. True when one isn't: it said so,
   * or said nothing for several seconds. Whoever answers at all is there, and voice agents see to theirs.
   */
  isLeft(callId: string, tags?: readonly string[]): Promise<boolean>
  /**
   * Rings the person's own phones for up to 25 s, then has the one that answers make the call, which is decided about as any other of
   * its calls. Resolves when it makes it. Rejects with `CallNotPlaced`.
   */
  place(call: PlacedCall): Promise<void>
  /**
   * A call whose phones ring is to ring at this extension of an agent's too (connectors/voice/port.ts, `expect`), which ends the others'
   * ringing when it answers; where it doesn't, they ring on. False when it rings no longer, and to the second of two who ask at once.
   */
  ringAlso(callId: string, extension: string): Promise<boolean>
  /** A device's secret was changed or taken away: what was believed of it is forgotten, and its registration dropped. */
  forgetDevice(authName: string, domain: string): Promise<void>
  /**
   * What the lamps of all phones that watch this line show from now on; idle until the first call. Carried out as soon as it can be, and
   * again after a loss of the signalling side; a hub that starts tells it anew.
   */
  showLine(extension: string, line: Line): void
  /** What the message lamps of this extension's own phones show. As `showLine`. */
  showMessages(extension: string, messages: MessagesWaiting): void
  /** The number map that serves when no hub answers was changed in the database: read it again. */
  reloadNumbers(): Promise<void>
  /** Trunks were changed in the database: read them again, with these accounts, and no others, registered. */
  reloadTrunks(accounts: readonly TrunkAccount[]): Promise<void>
  /** Ids of the trunks at which we are registered now. */
  registeredTrunks(): Promise<readonly string[]>
  /** Asks the other side of a trunk whether it is there; event `trunk` tells. It is asked every half minute anyway. */
  probeTrunk(trunk: string): void
  /** Connects, and connects again for as long as it takes. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Whether questions and events can reach this hub now. */
  connected(): boolean
  /** Set where there is no telephony, and that is meant so: why. */
  readonly absent?: string | undefined
}

export const telephony = definePort<Telephony>('telephony')

/** Where phones find signalling, at the address where they find everything else of this service. */
export interface PhoneDoors {
  /** UDP and TCP. */
  readonly sipPort: number
  /** `trusted`: by a certificate that others can check. */
  readonly tls?: { readonly port: number; readonly trusted: boolean } | undefined
}

export const phoneDoors = definePort<PhoneDoors>('telephony-phone-doors')
