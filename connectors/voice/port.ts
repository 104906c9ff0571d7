/**
 * The voice agent as the hub sees it: it answers calls, makes calls, and does with them what it was told, step by step, also while no
 * hub is there. Steps are data, so that they outlive whoever gave them: see docs/decisions/009-steps-for-the-voice-agent.md.
 *
 * Words: a *leg* is a call's side that ends at the agent (RFC 7092). An extension of the agent's is an address that the signalling side
 * rings like any other, alone or together with a person's phones; who it is for stands in the steps that wait there.
 *
 * Errors are HubError `voice.unavailable` (503: no agent is connected) and `voice.no-such-leg` (404: it has ended, or its agent is gone).
 */
import { definePort } from '../../core/define.ts'
import type { VoiceEvent } from './events.ts'

/** A file: absolute path of an 8 kHz mono MP3, as connectors/speech makes them. Music: a loop for whoever waits. */
export type Sound = { readonly file: string } | { readonly tone: 'beep' | 'music' }

/** Who a leg that the agent makes is for: handed to the hub with the question what to do with it. */
export interface Dialled {
  /** User part and domain: a short number, an E.164 number, at the organisation's domain. */
  readonly to: string
  readonly domain: string
  /** Comes back in `Question.source.context`: what the hub needs to decide it. Up to 2 KB. */
  readonly context: string
  /** How long it may ring, at least 5. */
  readonly seconds: number
}

/**
 * What is done with a leg, one step after another. Any step but `dial`, `ask` and `hangUp` answers the call where that was not done;
 * `dial` answers it when the other side is there. Behind the last step the agent hangs up. A branch (`on`, `otherwise`) that comes to its
 * end goes on behind the step that it belongs to.
 */
export type Step =
  | { readonly do: 'answer' }
  /** One after another; `repeat`: again from the first, until told otherwise or hung up. */
  | { readonly do: 'play'; readonly sounds: readonly Sound[]; readonly repeat?: boolean }
  /**
   * Digits, also while the sounds play, which the first digit ends. Ends with `most` digits, with '#' (which isn't one of them, unless it comes first and is a key of `on`), when they are
   * a key of `on` that no longer key begins with, or `seconds` after the last sound or digit. Digits that are no key count as `otherwise`,
   * and so does none; without `on` all digits go on behind it.
   */
  | {
      readonly do: 'collect'
      readonly name: string
      readonly sounds: readonly Sound[]
      readonly most: number
      readonly seconds: number
      readonly on?: Readonly<Record<string, readonly Step[]>>
      readonly otherwise?: readonly Step[]
    }
  /**
   * Writes what is heard to `file` (absolute; WAV, 8 kHz mono, A-law), readable at any moment but for its last second. Ends when the other
   * side hangs up, with any digit of `end` (which `on` may tell apart), after `silence` seconds without sound, after `longest` seconds.
   */
  | {
      readonly do: 'record'
      readonly name: string
      readonly file: string
      readonly longest: number
      readonly silence: number
      readonly end: string
      readonly on?: Readonly<Record<string, readonly Step[]>>
    }
  /**
   * Calls somebody for this leg, which hears `meanwhile` (again and again; ringing unless given). The other side
   * goes through `first` when it answers (a digit that confirms; hanging up there counts as declined); then both hear each other until one
   * hangs up, which ends both, unless `after` says how this leg goes on. `otherwise`: when nobody came.
   */
  | {
      readonly do: 'dial'
      readonly name: string
      readonly call: Dialled
      readonly meanwhile?: readonly Sound[]
      readonly first?: readonly Step[]
      readonly after?: readonly Step[]
      readonly otherwise?: readonly Step[]
    }
  /**
   * Both hear each other until one hangs up, which ends both. The other leg leaves its steps. `with`: a leg's id, of the same agent (`expect`
   * and `call` see to that by the steps); one that has ended is passed over.
   */
  | { readonly do: 'bridge'; readonly with: string }
  /** With all who are in the room, hearing all but itself, until told otherwise. A room is there while somebody is in it. */
  | { readonly do: 'mix'; readonly room: string; readonly muted?: boolean }
  /** Hears the sounds again and again until told otherwise, `seconds` at most. */
  | { readonly do: 'wait'; readonly sounds: readonly Sound[]; readonly seconds: number }
  /** What follows is for the hub to say; `otherwise` is done when none says it within 3 s. */
  | { readonly do: 'ask'; readonly name: string; readonly otherwise: readonly Step[] }
  /** With a final status where the call was not answered (RFC 3261 section 21; 480 unless given). */
  | { readonly do: 'hangUp'; readonly sipStatus?: number }

/** What a hub is asked by an agent. */
export type VoiceQuestion = {
  /** Undefined where a phone transfers a call between two. */
  readonly about: string | undefined
  readonly callId: string
} & (
  | { readonly kind: 'ask'; readonly leg: string; readonly name: string; readonly digits: string }
  /**
   * A phone asks for a transfer (RFC 3515), and is out of the call once this is answered. What comes back is done with the party that stays;
   * where the phone was in a room, with nobody. `to`: user part of Refer-To. `consulted`: Call-ID that its Replaces names (RFC 3891): an
   * announced transfer to whom `by` talks to there.
   */
  | {
      readonly kind: 'transfer'
      readonly agent: string
      /** Call-ID of the party that stays, where that is a leg of the agent's already. */
      readonly other: string | undefined
      /** Extension of the phone that asks. */
      readonly by: string
      readonly to: string
      readonly consulted: string | undefined
    }
)

export interface Leg {
  readonly leg: string
  readonly agent: string
  readonly callId: string
  readonly about: string
  readonly answered: boolean
  /** What it does now. */
  readonly step: Step['do']
  readonly since: Date
  /** Leg that it is bridged with, room that it is in. */
  readonly with?: string | undefined
  readonly room?: string | undefined
  /** In a room: isn't heard. */
  readonly muted?: boolean | undefined
}

/** A call between two others, of which one side is taken over. */
export interface Taken {
  readonly callId: string
  /** Which side stays: whoever called, or whoever was called. */
  readonly stays: 'caller' | 'callee'
  /** By this agent, which has the leg that it is to be joined with. */
  readonly agent?: string | undefined
}

export interface Voice {
  /**
   * Has steps wait for a call. Gives the extension to ring for it, good for one call within two minutes: it goes into a verdict
   * (connectors/telephony/port.ts), alone or with others. A call that forks to it elsewhere is another leg of the same steps.
   */
  expect(call: { readonly steps: readonly Step[]; readonly about: string }): Promise<{ readonly extension: string }>
  /** Calls somebody. The steps begin when it is answered; `dial-ended` with the name "call" tells when it isn't. Gives the leg. */
  call(call: {
    readonly call: Dialled
    readonly steps: readonly Step[]
    readonly about: string
  }): Promise<{ readonly leg: string }>
  /**
   * Takes over one side of a call that no agent has: the other side's phone is hung up on, or becomes a leg too when `other` says what it
   * does from now on. Whoever stays notices nothing but what is now heard. HubError `voice.no-such-call` (404).
   */
  take(call: {
    readonly taken: Taken
    readonly steps: readonly Step[]
    readonly about: string
    readonly other?: { readonly steps: readonly Step[]; readonly about: string }
  }): Promise<{ readonly leg: string; readonly other?: string }>
  /** From now on, these steps in place of what it does; `about`: what the leg is for from now on, where that changes. */
  tell(leg: string, steps: readonly Step[], about?: string): Promise<void>
  /** In a room: hears, and isn't heard. */
  mute(leg: string, muted: boolean): Promise<void>
  /** All legs of all connected agents. */
  legs(): Promise<readonly Leg[]>
  /**
   * Answers what agents ask of legs whose `about` begins with `<whose>:` (a plugin's id, by convention, and then what it likes), and of
   * transfers of calls between two where `whose` is "transfer". Rejecting counts as no answer.
   */
  answer(whose: string, handler: (question: VoiceQuestion) => Promise<readonly Step[]>): void
  /** An event is taken when the listeners' promises have resolved; a rejected one has it told again. */
  listen(listener: (event: VoiceEvent) => void | Promise<void>): void
  start(): Promise<void>
  stop(): Promise<void>
  /** Whether any agent is connected. */
  connected(): boolean
  /** Set where there is no voice agent, and that is meant so: why. */
  readonly absent?: string | undefined
}

export const voice = definePort<Voice>('voice')

/** Of a call that agents have: two legs that hear each other. */
export interface JoinedLegs {
  /** Of the call that was asked about. */
  readonly leg: string
  readonly other: string
}

/** The leg of this call (SIP Call-ID) that is bridged with another; undefined where none is: then a side can be taken over. */
export async function joinedLegs(voice: Pick<Voice, 'legs'>, callId: string): Promise<JoinedLegs | undefined> {
  const found = (await voice.legs()).find(one => one.callId === callId && one.with !== undefined)
  return found?.with === undefined ? undefined : { leg: found.leg, other: found.with }
}
