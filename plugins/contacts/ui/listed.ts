/** Contacts, and marked numbers that are nobody's, as the list of people has them. */
import type { App } from '../../../ui/app.ts'
import { shownNumber } from '../../../ui/phone-number.ts'
import { steadyList } from '../../../ui/steady.ts'
import { type Listed, listedKinds, peopleView } from '../../directory/contract.ts'
import { type ContactEntry, contactsView } from '../contract.ts'
import { isMarked, isRefused, type Marked } from './marks.ts'
import { t } from './words/index.ts'

export const contactKind = 'contact'
export const numberKind = 'number'

/** The same object for as long as nothing in the contact changes: the live view replaces what does. */
const contacts = new WeakMap<ContactEntry, Listed>()

function listedContact(contact: ContactEntry): Listed {
  const known = contacts.get(contact)
  if (known) return known
  const { id, name, company, emails } = contact
  const numbers = contact.numbers.map(({ e164 }) => e164)
  const made = {
    ...{ key: `${contactKind}:${id}`, kind: contactKind, id, name, about: company, number: numbers[0], numbers },
    text: emails,
  }
  contacts.set(contact, made)
  return made
}

const numbers = new Map<string, Listed>()

function listedNumber(app: App, number: string): Listed {
  const marked = { kind: numberKind, id: number, numbers: [number] }
  const about = aboutNumber(app, marked)
  const known = numbers.get(number)
  if (known?.about === about) return known
  const name = shownNumber(number)
  const icon = isRefused(app, marked) ? 'block' : 'num'
  const made = { ...marked, key: `${numberKind}:${number}`, name, about, number, text: [], icon }
  numbers.set(number, made)
  return made
}

function aboutNumber(app: App, number: Marked): string {
  if (isMarked(app, number, 'blocked', 'company')) return t('number.blocked-by-company')
  if (isMarked(app, number, 'blocked', 'own')) return t('number.blocked')
  return t('number.marked')
}

/** Numbers in the lists that others fill: whoever is marked there is shown there. */
function* elsewhere(app: App): Generator<string> {
  for (const { kind, items } of app.filled(listedKinds)) {
    if (kind === numberKind || kind === contactKind) continue
    for (const { numbers } of items() ?? []) yield* numbers
  }
}

export function openContacts(app: App) {
  const view = app.live.view(contactsView)
  const people = app.live.view(peopleView)
  return {
    view,
    contacts: steadyList(() => {
      const state = view.state()
      return state && Object.values(state.contacts).map(listedContact)
    }),
    numbers: steadyList(() => {
      const state = view.state()
      if (!state) return undefined
      const marked = new Set(
        Object.values(state.marks)
          .filter(({ on }) => on === 'number')
          .map(({ target }) => target),
      )
      for (const contact of Object.values(state.contacts)) for (const { e164 } of contact.numbers) marked.delete(e164)
      for (const { number } of Object.values(people.state()?.people ?? {})) if (number) marked.delete(number)
      if (marked.size > 0) for (const number of elsewhere(app)) marked.delete(number)
      return [...marked].map(number => listedNumber(app, number))
    }),
  }
}
