import { activityIcon } from '../../../../ui/parts/activity-sign.tsx'

/** Names of the pictures that an activity can have: those of the standard's, and some of the app's. */
export const icons = [
  ...(['free', 'meet', 'busy', 'lunch', 'break', 'errand', 'travel', 'home', 'gone', 'holiday', 'sick'] as const),
  ...(['child', 'phone', 'chat', 'cal', 'file', 'globe', 'guest', 'screen', 'hand', 'star', 'lock'] as const),
]

export const iconOf = activityIcon
