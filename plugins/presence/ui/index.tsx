/** What the app shows of this plugin. */
import { lazy } from '../../../ui/lazy.tsx'
import { focusRow } from '../../../ui/parts/list-keys.ts'
import { commands, defineUi, fill, screens, topItems } from '../../../ui/slots.tsx'
import {
  activityChoices,
  closesPhone,
  isReachable,
  personActivity,
  personCard,
  personSaid,
  personWords,
} from '../../directory/contract.ts'
import { ActivityCard, ActivityCells } from './cells.tsx'
import { Mine, mineOpen } from './mine.tsx'
import { inWords, presenceOf } from './presence.ts'
import { t } from './words/index.ts'

export const presenceUi = defineUi('presence', app => {
  const presence = presenceOf(app)
  const closes = (person: string) => presence.of(person)?.closesPhone ?? false
  const open = () => {
    mineOpen.value = true
    return true
  }
  return [
    fill(topItems, Mine, 20),
    fill(commands, { key: 'a', say: () => t('mine.key'), run: open }),
    fill(commands, { key: 'arrowdown', say: () => '', run: intoList }),
    fill(personActivity, ActivityCells),
    fill(personCard, ActivityCard),
    fill(personSaid, person => inWordsOf(person), 20),
    fill(personWords, person => presence.of(person)?.note),
    fill(activityChoices, () => presence.choices()),
    fill(closesPhone, closes),
    fill(isReachable, person => !closes(person)),
    fill(
      screens,
      {
        path: 'activities',
        icon: 'clock',
        title: () => t('title'),
        view: lazy(() => import('./screen/activities.tsx')),
      },
      70,
    ),
  ]

  function inWordsOf(person: string): string | undefined {
    const doing = presence.of(person)
    return doing && inWords(doing)
  }
})

/** Into the list of activities, from nowhere. */
function intoList(): boolean {
  const nowhere = document.activeElement === document.body || document.activeElement?.tagName === 'MAIN'
  const first = document.querySelector<HTMLElement>('.activity-list [data-row]')
  if (!nowhere || !first) return false
  focusRow(first)
  return true
}
