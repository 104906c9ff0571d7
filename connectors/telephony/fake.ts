/**
 * Telephony in memory, for tests and development: devices register, calls are asked about, ring, are refused or answered, as behind a
 * real proxy. Only time is left out: `unanswered()` says that the seconds are over.
 */
import { randomUUID } from 'node:crypto'
import type { TelephonyEvent } from './events.ts'
import { type Device, type Ongoing, outcomes, queue, type Ringing } from './fake-devices.ts'
import { type FakeLamps, fakeLamps } from './fake-lamps.ts'
import { fakePlace } from './fake-place.ts'
import type { Caller, OngoingCall, Question, Registration, Telephony, TrunkAccount, Verdict } from './port.ts'

export type { Ringing } from './fake-devices.ts'

export interface FakeDevice {
  /** The next call that rings here. */
  ringing(): Promise<Ringing>
  unregister(): void
}

export interface FakeCall {
  readonly callId: string
  /** The final SIP status: 200 when somebody answered. */
  readonly over: Promise<number>
  /** Early media's SDP, as it comes. */
  early(): Promise<string>
  /** Before it is answered. */
  cancel(): void
  /** The caller hangs up. */
  hangUp(): void
}

export type Offer = Pick<Question, 'source' | 'dialled'> & Partial<Question>

export interface FakeTelephony extends Telephony, Pick<FakeLamps, 'lamp' | 'messages'> {
  /** `transfers` false: it refuses to call where it is asked to. */
  register(extension: string, device?: string, transfers?: boolean): FakeDevice
  /** A call comes in, and takes its course by the handler's verdicts. */
  call(offer: Offer): FakeCall
  /** What the verdict would be, with nothing carried out. */
  ask(offer: Offer): Promise<Verdict>
  /** The next call that goes out by the trunk. */
  dialled(): Promise<Ringing>
  /** Somebody in this call dies without a word. */
  leave(callId: string): void
  /** From now on it doesn't answer. */
  closeTrunk(trunk: string): void
  emit(event: TelephonyEvent): void
}

interface Place {
  readonly at: string
  readonly put: (ringing: Ringing) => void
}

const lifetime = 300

export function fakeTelephony(): FakeTelephony {
  const listeners: ((event: TelephonyEvent) => void)[] = []
  const devices = new Set<Device>()
  const trunk = queue<Ringing>()
  const calls = new Map<string, Ongoing>()
  let handler: ((question: Question) => Promise<Verdict>) | undefined
  let up = false
  let accounts: readonly TrunkAccount[] = []
  const closed = new Set<string>()
  const left = new Set<string>()

  const emit = (event: TelephonyEvent) => {
    for (const listener of listeners) listener(event)
  }
  const asQuestion = (offer: Offer): Question => ({
    callId: randomUUID(),
    caller: {
      number: offer.source.kind === 'device' ? offer.source.extension.split('@')[0] : undefined,
      hidden: false,
    },
    domain: offer.source.kind === 'device' ? offer.source.domain : 'svara.localhost',
    sdp: undefined,
    fromTag: randomUUID(),
    ...offer,
  })
  async function decide(question: Question): Promise<Verdict> {
    if (!handler || !up) throw new Error('no hub')
    return await handler(question)
  }

  function drop(device: Device) {
    const { extension, contact } = device.registration
    if (devices.delete(device)) emit({ kind: 'unregistered', extension, contact })
  }

  function call(offer: Offer): FakeCall {
    const question = asQuestion(offer)
    const { callId } = question
    const from = question.source.kind === 'device' ? question.source.extension : (question.caller.number ?? '')
    const earlyMedia = queue<string>()
    const { promise: over, resolve: finish } = Promise.withResolvers<number>()
    let done = false
    let stopRinging = () => {}
    let also: (extension: string) => boolean = () => false

    const refuse = (sipStatus: number) => {
      if (done) return
      done = true
      calls.delete(callId)
      emit({ kind: 'failed', callId, sipStatus })
      finish(sipStatus)
    }
    const begun: OngoingCall = { callId, from, to: '', state: 'early', ringing: [], startedAt: new Date() }
    calls.set(callId, { call: begun, end: () => refuse(487), also: extension => also(extension) })
    const placesAt = (extensions: readonly string[]): Place[] =>
      [...devices]
        .filter(({ registration }) => extensions.includes(registration.extension))
        .map(({ registration, rings }) => ({ at: registration.extension, put: rings.put }))

    function rings(extension: string) {
      const now = calls.get(callId)
      if (!now) return
      const ringing = [...new Set([...now.call.ringing, extension])]
      calls.set(callId, { ...now, call: { ...now.call, ringing } })
      emit({ kind: 'ringing', callId, extension, from })
    }
    function answered(to: string) {
      done = true
      const startedAt = new Date()
      const end = (by: 'caller' | 'callee' | 'system') => {
        if (!calls.delete(callId)) return
        emit({ kind: 'ended', callId, seconds: Math.round((Date.now() - startedAt.getTime()) / 1000), by })
      }
      calls.set(callId, { call: { callId, from, to, state: 'confirmed', ringing: [], startedAt }, end })
      emit({ kind: 'answered', callId, from, to })
      finish(200)
    }

    /** Rings all places until one answers, or the last of them has refused. Resolves with the status. */
    function ring(places: readonly Place[], show: Caller): Promise<number | undefined> {
      return new Promise(resolve => {
        const left = new Map<object, () => void>()
        const stop = () => {
          also = () => false
          for (const cancelled of left.values()) cancelled()
          left.clear()
        }
        stopRinging = () => {
          stop()
          resolve(undefined)
        }
        const begin = ({ at, put }: Place) => {
          const key = {}
          const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>()
          left.set(key, cancel)
          const open = () => left.delete(key)
          return () => {
            if (at.includes('@')) rings(at)
            put({
              callId,
              show,
              at,
              cancelled,
              answer() {
                if (!open()) return
                stop()
                answered(at)
                resolve(200)
              },
              refuse(sipStatus) {
                if (!open()) return
                const personal = new Set(places.map(place => place.at)).size === 1
                if (sipStatus >= 600 && personal) stop()
                if (left.size === 0) resolve(sipStatus)
              },
              unanswered() {
                stop()
                resolve(408)
              },
            })
          }
        }
        also = extension => {
          also = () => false
          const more = placesAt([extension]).map(begin)
          for (const rung of more) rung()
          return more.length > 0
        }
        // All of them are there before the first one rings.
        for (const rung of places.map(begin)) rung()
      })
    }

    async function follow(asked: Question): Promise<void> {
      let verdict: Verdict
      try {
        verdict = await decide(asked)
        while (verdict.verb === 'progress') {
          if (done) return
          earlyMedia.put(verdict.sdp)
          verdict = await verdict.next()
        }
      } catch {
        if (done) return
        if (!asked.step) emit({ kind: 'fallback', callId, dialled: question.dialled })
        return refuse(asked.step ? 480 : 503)
      }
      if (done) return
      if (verdict.verb === 'reject') return refuse(verdict.sipStatus)
      const { context, show } = verdict
      const places = verdict.verb === 'dial' ? [{ at: verdict.number, put: trunk.put }] : placesAt(verdict.extensions)
      const sipStatus = places.length === 0 ? 480 : await ring(places, show)
      if (sipStatus === undefined || sipStatus === 200 || done) return
      const now = calls.get(callId)
      if (now && now.call.ringing.length > 0) {
        calls.set(callId, { ...now, call: { ...now.call, ringing: [] } })
        emit({ kind: 'stopped', callId })
      }
      const outcome = sipStatus === 408 ? 'unanswered' : (outcomes[sipStatus] ?? 'unreachable')
      await follow({ ...question, step: { outcome, sipStatus, context } })
    }
    void follow(question)

    return {
      callId,
      over,
      early: earlyMedia.take,
      cancel() {
        if (done) return
        emit({ kind: 'cancelled', callId })
        stopRinging()
        refuse(487)
      },
      hangUp: () => calls.get(callId)?.end('caller'),
    }
  }

  return {
    answer(given) {
      handler = given
    },
    listen(listener) {
      listeners.push(listener)
    },
    registrations: async () => [...devices].map(({ registration }) => registration),
    ongoingCalls: async () => [...calls.values()].map(({ call }) => call),
    hangUp: async callId => calls.get(callId)?.end('system'),
    isLeft: async callId => calls.get(callId)?.call.state === 'confirmed' && left.has(callId),
    leave: callId => void left.add(callId),
    place: placed => fakePlace(placed, { up: () => up, devices, calls, emit, call }),
    ringAlso: async (callId, extension) => calls.get(callId)?.also?.(extension) ?? false,
    async forgetDevice(authName, domain) {
      for (const device of [...devices]) {
        const { registration } = device
        if (registration.device === authName && registration.extension.endsWith(`@${domain}`)) drop(device)
      }
    },
    async reloadNumbers() {},
    async reloadTrunks(given) {
      accounts = given
    },
    registeredTrunks: async () => accounts.map(({ trunk }) => trunk),
    probeTrunk: trunk => emit({ kind: 'trunk', trunk, sipStatus: closed.has(trunk) ? 408 : 200 }),
    closeTrunk: trunk => closed.add(trunk),
    ...fakeLamps(),
    async start() {
      if (up) return
      up = true
      emit({ kind: 'connected' })
    },
    async stop() {
      if (!up) return
      up = false
      emit({ kind: 'disconnected' })
    },
    connected: () => up,
    register(extension, device = `${extension.split('@')[0]}-desk`, transfers = true) {
      const registration: Registration = {
        extension,
        contact: `sip:${randomUUID()}@192.0.2.1`,
        device,
        userAgent: 'Fake phone',
        expiresAt: new Date(Date.now() + lifetime * 1000),
      }
      const registered: Device = { registration, transfers, rings: queue<Ringing>() }
      devices.add(registered)
      const { contact, userAgent } = registration
      emit({ kind: 'registered', extension, contact, device, userAgent, expires: lifetime })
      return { ringing: registered.rings.take, unregister: () => drop(registered) }
    },
    call,
    ask: offer => decide(asQuestion(offer)),
    dialled: trunk.take,
    emit,
  }
}
