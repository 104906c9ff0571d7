/** One call at this browser's phone: its SIP session and its media, told as plain state. */
import { Invitation, type Inviter, SessionState } from 'sip.js'
import type { Media } from './media.ts'
import { type Counted, counted, quality } from './quality.ts'
import type { CallState } from './state.ts'

/** How it ended, for words. */
export interface Ending {
  readonly by: 'me' | 'them' | 'elsewhere' | 'refused' | 'lost'
  /** SIP status of a refusal. */
  readonly status?: number | undefined
}

export interface Call {
  readonly callId: string
  state(): CallState
  /** The microphone is open by then. */
  answer(): Promise<void>
  /** Hangs up, cancels or declines, whichever it takes now. */
  hangUp(): void
  mute(on: boolean): void
  hold(on: boolean): Promise<void>
  digit(digit: string): void
  /** A camera's or a screen's track, or none any more. */
  show(what: 'camera' | 'screen' | undefined, track: MediaStreamTrack | undefined): Promise<void>
  /** Another network, or the same one again: offers anew. */
  restart(): Promise<void>
  /** Sound before answer. */
  early(sdp: string): void
  /** Somebody else than whom was dialled. */
  reached(number: string | undefined, name: string | undefined): void
  /** What the other side answered instead. */
  refused(status: number): void
  /** The connection was away: says what couldn't be said, and asks whether the other side is still there. */
  reconnected(): void
  /** Of one that is over: whether the other side knows. */
  isTold(): boolean
  measure(): Promise<void>
  known(id: string): void
}

export interface CallOptions {
  readonly session: Invitation | Inviter
  readonly media: () => Media | undefined
  readonly who: Pick<CallState, 'callId' | 'number' | 'name'>
  readonly changed: () => void
  readonly ended: (ending: Ending) => void
}

/** The other side's phone has no pictures, or wants none. */
export class NoPicture extends Error {}

/** Looks of 2 s without a packet after which the other side is asked whether it is there. */
const silenceBeforeAsking = 5

export function openCall({ session, media, who, changed, ended }: CallOptions): Call {
  const direction = session instanceof Invitation ? 'incoming' : 'outgoing'
  let state: CallState = {
    ...who,
    direction,
    id: undefined,
    phase: 'ringing',
    answeredAt: undefined,
    muted: false,
    held: false,
    heldByThem: false,
    quality: 'good',
    shows: undefined,
    seen: false,
    digits: '',
    early: false,
  }
  let last: Counted | undefined
  let silent = 0
  let over = false
  /** Ended here, and nobody has said yet that he heard of it. */
  let untold = false
  let why: Ending = { by: 'them' }

  function put(part: Partial<CallState>): void {
    const next = { ...state, ...part }
    const same = (Object.keys(part) as (keyof CallState)[]).every(key => next[key] === state[key])
    state = next
    if (!same) changed()
  }

  function end(ending: Ending): void {
    if (over) return
    over = true
    media()?.close()
    ended(ending)
  }

  session.stateChange.addListener(next => {
    if (next === SessionState.Established) {
      put({ phase: 'talking', answeredAt: Date.now() })
      if (media()?.isStale()) void offerAnew()
    } else if (next === SessionState.Terminated) queueMicrotask(() => end(why)) // Why is said right behind it.
  })
  session.delegate = {
    onCancel(cancel) {
      // RFC 3326: who answered instead says so.
      const reason = cancel.request.getHeader('Reason') ?? ''
      why = /cause=200/.test(reason) ? { by: 'elsewhere' } : { by: 'them' }
    },
  }

  async function offer(): Promise<void> {
    const done = Promise.withResolvers<void>()
    const refused = (status: number) => done.reject(new Error(`refused: ${status}`))
    await session.invite({
      requestDelegate: {
        onAccept: () => done.resolve(),
        onReject({ message: { statusCode = 500 } }) {
          // RFC 3261 section 14.1: the dialog is gone at the other side.
          if (statusCode === 481 || statusCode === 408) gone()
          refused(statusCode)
        },
      },
    })
    await done.promise
  }

  async function offerAnew(): Promise<void> {
    media()?.renew()
    await offer().catch(() => {})
  }

  function gone(): void {
    why = { by: 'lost' }
    if (session.state === SessionState.Established) void session.bye().catch(() => {})
    end(why)
  }

  /** Again when the connection is back: a WebSocket that is about to break takes a BYE along. */
  const onBye = {
    onAccept() {
      untold = false
    },
    // 503 and 408 are SIP.js's own words for a connection that is gone.
    onReject({ message: { statusCode } }: { message: { statusCode?: number | undefined } }) {
      untold = statusCode === 503 || statusCode === 408
    },
  }

  /** INFO (RFC 6086) changes nothing, and whoever doesn't know the dialog says 481. */
  function askWhetherThere(): void {
    if (session.state !== SessionState.Established) return
    session
      .info({
        requestDelegate: {
          onReject({ message: { statusCode } }) {
            if (statusCode === 481 || statusCode === 408 || statusCode === 480) gone()
          },
        },
      })
      .catch(() => {})
  }

  function tellEnd(): void {
    const { state: now } = session
    if (now === SessionState.Established) {
      untold = true
      void session.bye({ requestDelegate: onBye }).catch(() => {})
    } else if (now === SessionState.Initial || now === SessionState.Establishing) {
      void (session instanceof Invitation ? session.reject({ statusCode: 603 }) : session.cancel()).catch(() => {})
    }
  }

  return {
    callId: who.callId,
    state: () => state,
    async answer() {
      if (session instanceof Invitation && session.state === SessionState.Initial) await session.accept()
    },
    hangUp() {
      why = { by: 'me' }
      tellEnd()
      end(why)
    },
    mute(on) {
      media()?.mute(on)
      put({ muted: on })
    },
    async hold(on) {
      if (on === state.held || session.state !== SessionState.Established) return
      media()?.hold(on)
      put({ held: on })
      await offer().catch(() => {
        if (over) return
        media()?.hold(!on)
        put({ held: !on })
      })
    },
    digit(digit) {
      if (media()?.sendDtmf(digit)) put({ digits: state.digits + digit })
    },
    async show(what, track) {
      await media()?.show(track)
      put({ shows: what })
      await offer().catch(() => {})
      if (what === undefined || over || media()?.isShown()) return
      // A plain phone, or one that won't.
      await media()?.show(undefined)
      put({ shows: undefined })
      throw new NoPicture()
    },
    restart: () => offerAnew(),
    early(sdp) {
      media()
        ?.early(sdp)
        .then(() => put({ early: true }))
        .catch(() => {})
    },
    reached: (number, name) => put({ number, name }),
    refused(status) {
      why = { by: 'refused', status }
    },
    reconnected() {
      if (untold) session.dialog?.bye(onBye)
      else askWhetherThere()
    },
    isTold: () => !untold,
    async measure() {
      const of = media()
      if (over || state.phase !== 'talking' || !of) return
      const part = { heldByThem: of.isHeld(), seen: of.isSeen() }
      const report = await of.stats()
      const now = report && counted(report)
      const quiet = state.held || part.heldByThem
      const heard = now && !quiet ? quality(last, now) : 'good'
      last = now
      silent = heard === 'silent' ? silent + 1 : 0
      if (silent > 0 && silent % silenceBeforeAsking === 0) askWhetherThere()
      put({ ...part, quality: heard === 'silent' && silent < 2 ? state.quality : heard })
    },
    known: id => put({ id }),
  }
}
