/** Colleagues as the list of people has them. */
import type { App } from '../../../ui/app.ts'
import { steadyList } from '../../../ui/steady.ts'
import { type Colleague, type Listed, peopleView } from '../contract.ts'

export const kind = 'person'

/** The same object for as long as nothing in the colleague changes: the live view replaces what does. */
const listed = new WeakMap<Colleague, Listed>()

export function listedColleague(colleague: Colleague): Listed {
  const known = listed.get(colleague)
  if (known) return known
  const { id, name, team, short, number, email } = colleague
  const numbers = number === undefined ? [short] : [short, number]
  const made = { key: `${kind}:${id}`, kind, id, name, about: team, number: short, numbers, text: [email] }
  listed.set(colleague, made)
  return made
}

export function openColleagues(app: App) {
  const view = app.live.view(peopleView)
  return steadyList(() => {
    const state = view.state()
    return state && Object.values(state.people).map(listedColleague)
  })
}
