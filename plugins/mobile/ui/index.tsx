/** What the app shows of this plugin. All but its names comes when the first screen can be used. */
import { lazy } from '../../../ui/lazy.tsx'
import { behind, defineUi, dialers, fill, settingsSections } from '../../../ui/slots.tsx'
import { said } from '../../../ui/words.ts'

const title = { sv: 'Mobil', en: 'Mobile' }

export const mobileUi = defineUi('mobile', app => {
  /** True where the call goes by the mobile. */
  let byMobile: ((number: string, name?: string) => boolean) | undefined
  void import('./dial.ts').then(({ dialler }) => {
    byMobile = dialler(app)
  })
  const dial = (number: string, name?: string): void => {
    if (!byMobile?.(number, name)) behind(app, dialers, dial)?.(number, name)
  }
  return [
    fill(dialers, dial, -20),
    fill(
      settingsSections,
      { path: 'mobile', icon: 'sms', title: () => said(title), view: lazy(() => import('./section/section.tsx')) },
      25,
    ),
  ]
})
