/** What the app shows of this plugin: the list of people, and the search in it. */

import type { App } from '../../../ui/app.ts'
import { lazy } from '../../../ui/lazy.tsx'
import {
  administrationSections,
  commands,
  defineUi,
  dialers,
  fill,
  languageChoice,
  screens,
  searches,
  settings,
} from '../../../ui/slots.tsx'
import { listedKinds } from '../contract.ts'
import { kind, openColleagues } from './colleagues.ts'
import { ColleagueCard, ColleagueRow } from './person.tsx'
import { searchPeople } from './search/search.tsx'
import { t } from './words/index.ts'

const ClosesOutsideHours = lazy(() => import('./settings.tsx').then(({ ClosesOutsideHours }) => ClosesOutsideHours))
const People = lazy(() => import('./people.tsx'))

export const directoryUi = defineUi('directory', app => {
  const colleagues = openColleagues(app)
  return [
    fill(screens, { path: 'people', icon: 'people', title: () => t('people'), view: People }, 10),
    fill(listedKinds, {
      kind,
      title: () => t('colleagues'),
      items: () => colleagues.value,
      row: ColleagueRow,
      card: ColleagueCard,
      rank: 20,
    }),
    fill(searches, searchPeople(app)),
    fill(commands, { key: 'r', say: () => (app.filled(dialers)[0] ? t('call.key') : ''), run: () => callChosen(app) }),
    fill(languageChoice, async language => (await import('./settings.tsx')).keepLanguage(app)(language)),
    fill(settings, ClosesOutsideHours),
    fill(
      administrationSections,
      {
        path: 'numbers',
        icon: 'num',
        title: () => t('numbers'),
        view: lazy(() => import('./numbers/section.tsx')),
        allow: ({ role }) => role === 'administrator',
      },
      20,
    ),
  ]
})

/** Calls whose row has the focus, else whose card is open. */
function callChosen(app: App): boolean {
  const dial = app.filled(dialers)[0]
  const [, screen, open = ''] = location.pathname.split('/')
  if (!dial || screen !== 'people') return false
  const row = document.activeElement?.closest<HTMLElement>('[data-listed]')
  const key = row?.dataset.listed ?? decodeURIComponent(open)
  for (const { items } of app.filled(listedKinds)) {
    const item = items()?.find(one => one.key === key)
    if (item?.number === undefined) continue
    dial(item.number, item.name)
    return true
  }
  return false
}
