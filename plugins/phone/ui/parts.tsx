/** The phone and its screens, in one piece: it is loaded behind the first screen. */
import type { Signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import type { App } from '../../../ui/app.ts'
import { answerOf } from './answer.tsx'
import { cardsOf } from './cards.tsx'
import { dockOf } from './dock.tsx'
import { openPhone, type Phone } from './phone.ts'
import type { PhoneState } from './state.ts'
import { t } from './words/index.ts'

export interface Parts {
  readonly phone: Phone
  readonly Dock: FunctionComponent
  /** Of calls that ring here and that no list knows. */
  readonly Cards: FunctionComponent
  /** The buttons for a call that rings here. */
  answer(callId: string): FunctionComponent
  /** What a key does. */
  say(key: 'answer' | 'end' | 'mute' | 'hold'): string
}

export function open(app: App, state: Signal<PhoneState>): Parts {
  const phone = openPhone(app, state)
  const answer = answerOf(app, phone)
  return {
    phone,
    Dock: dockOf(app, state, phone),
    Cards: cardsOf(app, state, answer),
    answer,
    say: key => t(`key.${key}`),
  }
}
