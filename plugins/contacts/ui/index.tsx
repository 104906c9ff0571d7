/** What the app shows of this plugin: contacts among the people, and marks on everybody. */

import { type App, useApp } from '../../../ui/app.ts'
import { lazy } from '../../../ui/lazy.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { defineUi, fill } from '../../../ui/slots.tsx'
import {
  cardFoot,
  cardHead,
  isFavourite,
  listedActions,
  listedKinds,
  listedTags,
  listHead,
  peopleView,
  personSaid,
} from '../../directory/contract.ts'
import { contactKind, numberKind, openContacts } from './listed.ts'
import { MarkButtons, Star, VipTag } from './mark-buttons.tsx'
import { isMarked, isRefused, isVip } from './marks.ts'
import { ContactRow, NumberRow } from './rows.tsx'
import { t } from './words/index.ts'

const ContactCard = lazy(() => import('./cards.tsx').then(({ ContactCard }) => ContactCard))
const NumberCard = lazy(() => import('./cards.tsx').then(({ NumberCard }) => NumberCard))
const NewContact = lazy(() => import('./cards.tsx').then(({ NewContact }) => NewContact))

export const contactsUi = defineUi('contacts', app => {
  const { contacts, numbers } = openContacts(app)
  return [
    fill(
      listedKinds,
      {
        kind: contactKind,
        title: () => t('contacts'),
        items: () => contacts.value,
        row: ContactRow,
        card: ContactCard,
        blank: NewContact,
        rank: 10,
      },
      10,
    ),
    fill(
      listedKinds,
      {
        kind: numberKind,
        title: () => t('contacts'),
        under: contactKind,
        items: () => numbers.value,
        row: NumberRow,
        card: NumberCard,
        rank: 0,
      },
      20,
    ),
    fill(isFavourite, item => isMarked(app, item, 'favourite', 'own')),
    fill(listedTags, VipTag),
    fill(personSaid, person => marksSaid(app, person), 5),
    fill(listedActions, Star, 10),
    fill(cardHead, Star),
    fill(cardFoot, MarkButtons),
    fill(listHead, AddContact),
  ]
})

/** What readers hear of a colleague's marks. */
function marksSaid(app: App, person: string): string | undefined {
  const number = app.live.view(peopleView).state()?.people[person]?.number
  const marked = { kind: 'person', id: person, numbers: number === undefined ? [] : [number] }
  const said = [isVip(app, marked) && t('vip'), isRefused(app, marked) && t('blocked')].filter(Boolean)
  return said.length === 0 ? undefined : said.join(', ')
}

function AddContact() {
  const app = useApp()
  return (
    <Button icon="plus" class="add-contact" aria-label={t('form.new')} onClick={() => app.go('/people/contact:new')}>
      {t('contact')}
    </Button>
  )
}
