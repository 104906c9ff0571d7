/** What the app shows of this plugin. */
import { computed } from '@preact/signals'
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill, screens, settingsSections } from '../../../ui/slots.tsx'
import { callMore } from '../../calls/contract.ts'
import { unheardView } from '../contract.ts'
import { t } from './words/index.ts'

const InLog = lazy(() => import('./screen/in-log.tsx'))

export const voicemailUi = defineUi('voicemail', app => {
  const unheard = app.live.view(unheardView).select(state => state.unheard)
  const badge = computed(() => ({ count: unheard.value ?? 0, what: t('unheard'), hot: true }))
  const about = { path: 'voicemail', icon: 'vm', title: () => t('title') } as const
  return [
    fill(screens, { ...about, view: lazy(() => import('./screen/messages.tsx')), badge }, 25),
    // Of what was left at a colleague's the message is the colleague's.
    fill(callMore, ({ call, tabIndex }) =>
      call.outcome === 'voicemail' && call.direction === 'incoming' ? <InLog call={call} tabIndex={tabIndex} /> : null,
    ),
    fill(
      administrationSections,
      {
        ...about,
        view: lazy(() => import('./keeping/section.tsx')),
        allow: ({ role }) => role === 'administrator',
      },
      35,
    ),
    fill(settingsSections, { ...about, view: lazy(() => import('./settings/settings.tsx')) }, 20),
  ]
})
