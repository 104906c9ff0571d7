/** What the app shows of this plugin. */
import { defineWords } from '../../../core/words.ts'
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill, settingsSections } from '../../../ui/slots.tsx'
import { speak } from '../../../ui/words.ts'

const t = speak(defineWords({ en: { title: 'Desk phones' }, sv: { title: 'Bordstelefoner' } }))

export const devicesUi = defineUi('devices', () => [
  fill(
    settingsSections,
    { path: 'phones', icon: 'phone', title: () => t('title'), view: lazy(() => import('./section/mine.tsx')) },
    10,
  ),
  fill(
    administrationSections,
    {
      path: 'phones',
      icon: 'phone',
      title: () => t('title'),
      view: lazy(() => import('./section/everybodys.tsx')),
      allow: ({ role }) => role === 'administrator',
    },
    30,
  ),
])
