/** A call that rings while the app isn't looked at (Notifications API). It asks for leave when somebody presses the button for it. */
import { effect, type Signal } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { nameOf } from './said.ts'
import { type PhoneState, waiting } from './state.ts'
import { t } from './words/index.ts'

/** `unsupported` on an iPhone unless the app is installed. */
export const permission = (): NotificationPermission | 'unsupported' =>
  'Notification' in globalThis ? Notification.permission : 'unsupported'

/** Gives what ends it. */
export function notifyOf(app: Pick<App, 'filled'>, state: Signal<PhoneState>, holds: Signal<boolean>): () => void {
  const shown = new Map<string, Notification>()
  const stop = effect(() => {
    const ringing = holds.value ? waiting(state.value.calls) : []
    for (const call of ringing) {
      if (shown.has(call.callId) || !document.hidden || permission() !== 'granted') continue
      const notification = new Notification(t('notify.title', { name: nameOf(app, call) }), {
        body: t('notify.body'),
        tag: call.callId,
        requireInteraction: true,
        icon: '/icon-192.png',
      })
      notification.addEventListener('click', () => window.focus())
      shown.set(call.callId, notification)
    }
    for (const [callId, notification] of shown) {
      if (ringing.some(call => call.callId === callId)) continue
      notification.close()
      shown.delete(callId)
    }
  })
  return () => {
    stop()
    for (const notification of shown.values()) notification.close()
  }
}
