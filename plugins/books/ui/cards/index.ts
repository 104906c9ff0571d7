/** People in linked books, as the list of people has them. */
import { address } from '../../../../core/http/client.ts'
import type { App } from '../../../../ui/app.ts'
import { steadyList } from '../../../../ui/steady.ts'
import type { Listed } from '../../../directory/contract.ts'
import { type CardEntry, cardPhoto, cardsView } from '../../contract.ts'

export { CardPanel } from './panel.tsx'
export { CardRow } from './row.tsx'

/** The same object for as long as nothing in the card changes: the live view replaces what does. */
const listed = new WeakMap<CardEntry, Listed>()

function listedCard(card: CardEntry): Listed {
  const known = listed.get(card)
  if (known) return known
  const { id, name, about, phones, emails, text, photo } = card
  const numbers = phones.map(({ number }) => number)
  const made = {
    ...{ key: `card:${id}`, kind: 'card', id, name, about, numbers, text: [...emails, ...text] },
    // What can be dialled, before what somebody only wrote there.
    number: numbers.find(number => number.startsWith('+')) ?? numbers[0],
    photo: photo === undefined ? undefined : address(cardPhoto, { id, mark: photo }),
  }
  listed.set(card, made)
  return made
}

export function listCards(app: App): () => readonly Listed[] | undefined {
  const view = app.live.view(cardsView)
  const cards = steadyList(() => {
    const state = view.state()
    return state && Object.values(state.cards).map(listedCard)
  })
  return () => cards.value
}
