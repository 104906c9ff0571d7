/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill } from '../../../ui/slots.tsx'
import { t } from './words/index.ts'

export const trunksUi = defineUi('trunks', () => [
  fill(
    administrationSections,
    {
      path: 'trunks',
      icon: 'swap',
      title: () => t('title'),
      view: lazy(() => import('./section/section.tsx')),
      allow: ({ role }) => role === 'administrator',
    },
    30,
  ),
])
