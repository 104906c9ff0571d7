/** The phone and its screens, in one piece: it is loaded behind the first screen. */
import { type Signal, signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import type { App } from '../../../ui/app.ts'
import { digitsOf } from '../../../ui/phone-number.ts'
import { answerOf } from './answer.tsx'
import { cardsOf } from './cards.tsx'
import { dockOf } from './dock.tsx'
import type { Key } from './index.tsx'
import { openPhone } from './phone.ts'
import { foremost, idle, type PhoneState, waiting } from './state.ts'
import { t } from './words/index.ts'

export interface Parts {
  readonly state: Signal<PhoneState>
  readonly Dock: FunctionComponent
  /** Of calls that ring here and that no list knows. */
  readonly Cards: FunctionComponent
  /** The buttons for a call of the log that rings here. Reads signals. */
  answer(call: string): FunctionComponent | undefined
  /** False where it can't be done here just now. */
  dial(number: string, name?: string): boolean
  press(key: Key): boolean
  say(key: Key): string
  /** Another microphone was chosen. */
  changeMicrophone(): void
  close(): void
}

const does = { f2: 'key.answer', 'shift+f2': 'key.end', m: 'key.mute', h: 'key.hold' } as const

export function open(app: App): Parts {
  const state = signal(idle)
  const phone = openPhone(app, state)
  const answer = answerOf(app, phone)
  const order = (call: { callId: string } | undefined, what: 'answer' | 'hang-up') => {
    if (call) phone.order({ do: what, callId: call.callId })
    return call !== undefined
  }
  return {
    state,
    Dock: dockOf(app, state, phone),
    Cards: cardsOf(app, state, answer),
    answer(call) {
      const rings = waiting(state.value.calls).find(({ id }) => id === call)
      return rings && answer(rings.callId)
    },
    dial(number, name) {
      const ready = state.peek().line === 'ready'
      if (ready) phone.order({ do: 'dial', number: digitsOf(number), name })
      return ready
    },
    say: key => t(does[key]),
    press(key) {
      const { calls } = state.peek()
      const [first] = waiting(calls)
      const current = foremost(calls)
      if (key === 'f2') return order(first, 'answer')
      if (key === 'shift+f2') return order(first ?? current, 'hang-up')
      if (!current) return false
      const { callId, muted, held } = current
      phone.order(key === 'm' ? { do: 'mute', callId, on: !muted } : { do: 'hold', callId, on: !held })
      return true
    },
    changeMicrophone: phone.changeMicrophone,
    close: phone.close,
  }
}
