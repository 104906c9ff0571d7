/** Calls from the app by the mobile network, for who has chosen so. */
import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { shownNumber } from '../../../ui/phone-number.ts'
import { wishIn } from '../../calls/contract.ts'
import { callByMobile, mobileView } from '../contract.ts'
import { t } from './words/index.ts'

export function dialler(app: App): (number: string, name?: string) => boolean {
  const mine = app.live.view(mobileView)
  return (number, name) => {
    if (mine.state()?.calls !== 'mobile') return false
    app.api.call(callByMobile, { to: number }).then(
      () => app.toasts.done(t('rings', { to: name ?? shownNumber(wishIn(number).dialled) })),
      (error: unknown) => app.toasts.problem(problemOf(error)),
    )
    return true
  }
}
