/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { defineUi, fill, settingsSections, topItems } from '../../../ui/slots.tsx'
import { Sign } from './sign.tsx'
import { t } from './words/index.ts'

export const forwardingUi = defineUi('forwarding', () => [
  fill(topItems, Sign, 15),
  fill(
    settingsSections,
    {
      path: 'forwarding',
      icon: 'fwd',
      title: () => t('title'),
      view: lazy(() => import('./section/section.tsx')),
    },
    20,
  ),
])
