/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill, screens, settingsSections } from '../../../ui/slots.tsx'
import { myActivityNotes } from '../../presence/contract.ts'
import { t } from './words/index.ts'

export const calendarUi = defineUi('calendar', () => [
  fill(screens, { path: 'day', icon: 'clock', title: () => t('day'), view: lazy(() => import('./day/day.tsx')) }, 30),
  fill(
    myActivityNotes,
    lazy(() => import('./day/from-calendar.tsx')),
  ),
  fill(
    settingsSections,
    { path: 'calendars', icon: 'cal', title: () => t('calendars'), view: lazy(() => import('./settings/section.tsx')) },
    15,
  ),
  fill(
    administrationSections,
    {
      path: 'calendars',
      icon: 'cal',
      title: () => t('calendars'),
      view: lazy(() => import('./company/section.tsx')),
      allow: ({ role }) => role === 'administrator',
    },
    25,
  ),
])
