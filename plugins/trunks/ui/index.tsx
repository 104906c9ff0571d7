/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill } from '../../../ui/slots.tsx'
import { said } from '../../../ui/words.ts'

const title = { sv: 'Telefonnätet', en: 'Public network' }

export const trunksUi = defineUi('trunks', () => [
  fill(
    administrationSections,
    {
      path: 'trunks',
      icon: 'swap',
      title: () => said(title),
      view: lazy(() => import('./section/section.tsx')),
      allow: ({ role }) => role === 'administrator',
    },
    30,
  ),
])
