/** The phone of this browser: put together when somebody has signed in and wants it, and gone when she signs out. */
import { effect, type Signal, signal } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { startPhone } from '../contract.ts'
import { NoPicture } from './call.ts'
import { type Calls, openCalls } from './calls.ts'
import { capture } from './devices.ts'
import { findIds } from './ids.ts'
import { type Line, openLine } from './line.ts'
import { NoMicrophone, obstacle } from './microphone.ts'
import { notifyOf } from './notify.ts'
import { nameOf, sayEnding } from './said.ts'
import { soundOf } from './sound.ts'
import { foremost, idle, type Order, type PhoneState } from './state.ts'
import { openTabs, type Tabs } from './tabs.ts'
import { t } from './words/index.ts'

export interface Phone {
  order(order: Order): void
  /** Whether this tab holds it: pictures are seen and shown here alone. */
  readonly holds: Signal<boolean>
  readonly remote: (callId: string) => MediaStream | undefined
  readonly shown: (callId: string) => MediaStreamTrack | undefined
  /** Another microphone was chosen. */
  readonly changeMicrophone: () => void
  readonly close: () => void
}

const nobody = { name: undefined, number: undefined }

/** How often a call is looked at, in milliseconds. */
const looks = 2000

export function openPhone(app: App, state: Signal<PhoneState>): Phone {
  const holds = signal(false)
  let line: Line | undefined
  let lineState: PhoneState['line'] = 'starting'
  let problem: PhoneState['problem']
  let closed = false

  function show(next: PhoneState): void {
    state.value = next
    tabs?.show(next)
  }
  const refresh = () => {
    if (holds.peek() && !closed) show({ line: lineState, problem, calls: calls.all() })
  }

  const calls: Calls = openCalls({
    agent: () => (line?.isReady() ? line.agent() : undefined),
    devices: capture,
    failed(error) {
      if (error instanceof NoMicrophone) {
        problem = error.problem
        app.toasts.problem(t(`problem.${error.problem}`))
        refresh()
      } else if (error instanceof NoPicture) {
        app.toasts.problem(t('failed.picture', { name: nameOf(app, foremost(calls.all()) ?? nobody) }))
        // Who closes the window in which a screen is chosen has said no.
      } else if (!(error instanceof DOMException && error.name === 'NotAllowedError')) {
        app.toasts.problem(t('failed'))
      }
    },
    changed: refresh,
    began: call => findIds(app, call, id => calls.known(call.callId, id)),
    ended(call, ending) {
      const said = sayEnding(app, call, ending)
      if (said !== undefined) app.toasts.done(said)
    },
  })

  async function hold(): Promise<void> {
    holds.value = true
    problem = await obstacle()
    if (closed) return
    if (problem !== undefined) {
      lineState = 'off'
      refresh()
      return
    }
    line = openLine({
      async credentials() {
        const { iceServers, ...own } = await app.api.call(startPhone, {})
        return { ...own, iceServers: iceServers.map(server => JSON.parse(JSON.stringify(server)) as RTCIceServer) }
      },
      server: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sip`,
      media: calls.media,
      invited: calls.invited,
      changed(next, back) {
        lineState = next
        refresh()
        if (next === 'ready' && back) calls.reconnected()
      },
    })
  }

  const tabs: Tabs = openTabs({
    person: app.who.person,
    held: () => void hold(),
    ordered: order => void calls.obey(order),
    shown: next => {
      state.value = next
    },
    current: () => state.peek(),
  })

  const looking = setInterval(calls.measure, looks)
  // The live connection is back: so is the hub.
  const stopHurrying = effect(() => {
    if (app.live.connection.value === 'open') line?.hurry()
  })
  const stopSound = soundOf(app, state, holds, calls)
  const stopNotifying = notifyOf(app, state, holds)
  const leave = () => calls.endAll()
  addEventListener('pagehide', leave)

  return {
    order: order => tabs.order(order),
    holds,
    remote: calls.remote,
    shown: calls.shown,
    changeMicrophone: () => void calls.changeMicrophone().catch(() => {}),
    close() {
      closed = true
      clearInterval(looking)
      stopHurrying()
      stopSound()
      stopNotifying()
      removeEventListener('pagehide', leave)
      calls.endAll()
      void line?.stop()
      tabs.close()
      state.value = idle
    },
  }
}
