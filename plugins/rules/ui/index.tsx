/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill, screens } from '../../../ui/slots.tsx'
import { t } from './words/index.ts'

export const rulesUi = defineUi('rules', () => [
  fill(
    screens,
    { path: 'rules', icon: 'rules', title: () => t('rules'), view: lazy(() => import('./screen/screen.tsx')) },
    80,
  ),
  fill(
    administrationSections,
    {
      path: 'decisions',
      icon: 'rules',
      title: () => t('decisions'),
      view: lazy(() => import('./keeping/section.tsx')),
      allow: ({ role }) => role === 'administrator',
    },
    60,
  ),
])
