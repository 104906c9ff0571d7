/** The calls of the tab that holds the phone. */
import { Grammar, type Invitation, Inviter, type Session, UserAgent } from 'sip.js'
import { wishIn } from '../../calls/contract.ts'
import { type Call, type Ending, openCall } from './call.ts'
import { type Media, openMedia } from './media.ts'
import type { CallState, Order } from './state.ts'

export interface Calls {
  all(): readonly CallState[]
  readonly invited: (invitation: Invitation) => void
  obey(order: Order): Promise<void>
  /** For the line: sound and picture of a session that begins. */
  readonly media: (session: Session, iceServers: readonly RTCIceServer[]) => Media
  /** What comes from the other side. */
  readonly remote: (callId: string) => MediaStream | undefined
  /** What this side shows. */
  readonly shown: (callId: string) => MediaStreamTrack | undefined
  /** Another one was chosen: in every call. */
  changeMicrophone(): Promise<void>
  reconnected(): void
  /** Looks how each sounds. */
  readonly measure: () => void
  known(callId: string, id: string): void
  /** For who closes the page. */
  endAll(): void
}

export interface CallsOptions {
  /** Undefined while there is no connection that calls could be made by. */
  readonly agent: () => UserAgent | undefined
  readonly devices: {
    microphone(): Promise<MediaStreamTrack>
    camera(): Promise<MediaStreamTrack>
    screen(): Promise<MediaStreamTrack>
  }
  /** What was ordered couldn't be done. */
  readonly failed: (error: unknown) => void
  readonly changed: () => void
  readonly began: (call: CallState) => void
  readonly ended: (call: CallState, ending: Ending) => void
}

interface Entry {
  readonly session: Invitation | Inviter
  call: Call
  media?: Media
  microphone?: MediaStreamTrack
  shown?: MediaStreamTrack | undefined
}

export function openCalls({ agent, devices, failed, changed, began, ended }: CallsOptions): Calls {
  const entries = new Map<string, Entry>()
  /** Ended here, and the other side may not know. */
  const untold = new Set<Call>()
  const others = (callId: string) => [...entries].filter(([id]) => id !== callId).map(([, { call }]) => call)
  const holdOthers = (callId: string) => Promise.all(others(callId).map(call => call.hold(true)))

  function add(session: Invitation | Inviter, who: Pick<CallState, 'callId' | 'number' | 'name'>): Entry {
    const { callId } = who
    const call = openCall({
      session,
      who,
      media: () => entry.media,
      changed,
      ended(ending) {
        entries.delete(callId)
        entry.microphone?.stop()
        if (!call.isTold()) untold.add(call)
        ended(call.state(), ending)
        changed()
      },
    })
    const entry: Entry = { session, call }
    entries.set(callId, entry)
    began(call.state())
    changed()
    return entry
  }

  async function dial(number: string, name: string | undefined): Promise<void> {
    const by = agent()
    const target =
      by && UserAgent.makeURI(`sip:${encodeURIComponent(number).replaceAll('%2B', '+')}@${by.configuration.uri.host}`)
    if (!by || !target) throw new Error('no line')
    const microphone = await devices.microphone()
    const inviter = new Inviter(by, target)
    const entry = add(inviter, { callId: inviter.request.callId, number: wishIn(number).dialled, name })
    entry.microphone = microphone
    await holdOthers(entry.call.callId)
    await inviter.invite({
      requestDelegate: {
        onProgress({ message: { body } }) {
          if (body) entry.call.early(body)
        },
        onAccept({ message }) {
          // RFC 3325: whoever was reached, where that isn't whom was dialled.
          const named = message.getHeader('P-Asserted-Identity')
          const reached = named === undefined ? undefined : Grammar.nameAddrHeaderParse(named)
          if (reached) entry.call.reached(reached.uri.user, reached.displayName || undefined)
        },
        onReject: ({ message: { statusCode = 500 } }) => entry.call.refused(statusCode),
      },
    })
  }

  async function show(entry: Entry, what: 'camera' | 'screen' | undefined): Promise<void> {
    const track = what && (await devices[what]())
    entry.shown = track
    // Ended by the browser's own button.
    track?.addEventListener('ended', () => {
      if (entry.shown === track) void show(entry, undefined).catch(failed)
    })
    await entry.call.show(what, track)
  }

  async function obey(order: Order): Promise<void> {
    if (order.do === 'dial') return dial(order.number, order.name)
    const entry = entries.get(order.callId)
    if (!entry) return
    const { call } = entry
    switch (order.do) {
      case 'answer':
        entry.microphone ??= await devices.microphone()
        await holdOthers(call.callId)
        return call.answer()
      case 'hang-up':
        return call.hangUp()
      case 'mute':
        return call.mute(order.on)
      case 'hold':
        if (!order.on) await holdOthers(order.callId)
        return call.hold(order.on)
      case 'digit':
        return call.digit(order.digit)
      case 'camera':
      case 'screen':
        return show(entry, order.do)
      case 'show-nothing':
        return show(entry, undefined)
    }
  }

  return {
    all: () => [...entries.values()].map(({ call }) => call.state()),
    invited(invitation) {
      const { displayName, uri } = invitation.remoteIdentity
      const callId = invitation.request.callId
      // RFC 3261 section 8.2.2.2: the same call by another way.
      if (entries.has(callId)) return void invitation.reject({ statusCode: 482 })
      const hidden = uri.user === undefined || uri.user === 'anonymous'
      const name = hidden || !displayName ? undefined : displayName
      add(invitation, { callId, number: hidden ? undefined : uri.user, name })
    },
    obey: order => obey(order).catch(failed),
    media(session, iceServers) {
      const entry = [...entries.values()].find(one => one.session === session)
      const media = openMedia({
        microphone: entry?.microphone,
        iceServers,
        changed(state) {
          if (state === 'failed') void entry?.call.restart()
          void entry?.call.measure()
        },
      })
      if (entry) entry.media = media
      return media
    },
    remote: callId => entries.get(callId)?.media?.remote,
    shown: callId => entries.get(callId)?.shown,
    async changeMicrophone() {
      for (const entry of entries.values()) {
        if (!entry.media) continue
        const track = await devices.microphone()
        track.enabled = !entry.call.state().muted
        await entry.media.microphone(track)
        entry.microphone = track
      }
    },
    reconnected() {
      for (const { call } of entries.values()) call.reconnected()
      for (const call of untold) {
        if (call.isTold()) untold.delete(call)
        else call.reconnected()
      }
    },
    measure() {
      for (const { call } of entries.values()) void call.measure().catch(() => {})
    },
    known: (callId, id) => entries.get(callId)?.call.known(id),
    endAll() {
      for (const { call } of entries.values()) call.hangUp()
    },
  }
}
