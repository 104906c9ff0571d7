/** What the app shows of this plugin: in My day, and on colleagues' cards. */
import { lazy } from '../../../ui/lazy.tsx'
import { defineUi, fill } from '../../../ui/slots.tsx'
import { dayActions, dayPanels } from '../../calendar/contract.ts'
import { cardActions } from '../../directory/contract.ts'

export const invitationsUi = defineUi('invitations', () => [
  fill(
    dayActions,
    lazy(() => import('./buttons.tsx').then(({ Invitations }) => Invitations)),
  ),
  fill(dayPanels, { name: 'invitations', view: lazy(() => import('./panel/panel.tsx')) }),
  fill(
    cardActions,
    lazy(() => import('./buttons.tsx').then(({ Invite }) => Invite)),
    40,
  ),
])
