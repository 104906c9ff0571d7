/** Click to dial: rings the person's own phone first. */
import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { shownNumber } from '../../../ui/phone-number.ts'
import { placeCall } from '../contract.ts'
import type { Dialer } from './desk.ts'
import type { LineBoard } from './lines.tsx'
import { t } from './words/index.ts'

export function openDialer(app: Pick<App, 'api' | 'toasts' | 'who'>, board: LineBoard): Dialer {
  const unable = () => (board.look(app.who.person) === 'none' ? t('dial.no-phone') : undefined)
  return {
    unable,
    dial(number, name) {
      const reason = unable()
      if (reason !== undefined) return app.toasts.problem(reason)
      const shown = shownNumber(number)
      // At once: the phone rings before the hub has answered.
      app.toasts.done(t('dial.rings', { name: name === undefined || name === shown ? shown : `${name}, ${shown}` }))
      app.api.call(placeCall, { to: number, name }).catch((error: unknown) => app.toasts.problem(problemOf(error)))
    },
  }
}
