/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill } from '../../../ui/slots.tsx'
import { said } from '../../../ui/words.ts'

const title = { sv: 'Kostnader', en: 'Costs' }

export const spendingUi = defineUi('spending', () => [
  fill(
    administrationSections,
    {
      path: 'spending',
      icon: 'explore',
      title: () => said(title),
      view: lazy(() => import('./section/section.tsx')),
      allow: ({ role }) => role === 'administrator',
    },
    40,
  ),
])
