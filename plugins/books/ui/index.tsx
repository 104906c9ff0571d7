/** What the app shows of this plugin. All but its names comes when the first screen can be used. */
import { signal } from '@preact/signals'
import { lazy } from '../../../ui/lazy.tsx'
import { administrationSections, defineUi, fill, settingsSections } from '../../../ui/slots.tsx'
import { said } from '../../../ui/words.ts'
import { type Listed, listedKinds } from '../../directory/contract.ts'

const title = { sv: 'Adressböcker', en: 'Address books' }
const load = () => import('./cards/index.ts')

export const booksUi = defineUi('books', app => {
  const items = signal<() => readonly Listed[] | undefined>(() => undefined)
  void load().then(({ listCards }) => {
    items.value = listCards(app)
  })
  const section = { path: 'books', icon: 'people' as const, title: () => said(title) }
  return [
    fill(
      listedKinds,
      {
        kind: 'card',
        title: section.title,
        under: 'contact',
        items: () => items.value(),
        row: lazy(() => load().then(({ CardRow }) => CardRow)),
        card: lazy(() => load().then(({ CardPanel }) => CardPanel)),
        rank: 5,
      },
      15,
    ),
    fill(settingsSections, { ...section, view: lazy(() => import('./section/own.tsx')) }, 40),
    fill(
      administrationSections,
      {
        ...section,
        view: lazy(() => import('./section/everybodys.tsx')),
        allow: ({ role }) => role === 'administrator',
      },
      40,
    ),
  ]
})
