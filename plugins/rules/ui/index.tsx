/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import {
  administrationSections,
  decisionActions,
  defineUi,
  fill,
  overlays,
  ruleAddresses,
  screens,
  settingsSections,
} from '../../../ui/slots.tsx'
import { ruleAddress } from './why/address.ts'
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
  fill(
    decisionActions,
    lazy(() => import('./why/actions.tsx')),
  ),
  fill(ruleAddresses, ruleAddress),
  fill(
    overlays,
    lazy(() => import('./why/told.tsx')),
  ),
  fill(
    settingsSections,
    { path: 'followed', icon: 'rules', title: () => t('followed'), view: lazy(() => import('./why/section.tsx')) },
    70,
  ),
])
