/** Finds people in memory, while somebody types. */
import type { App } from '../../../../ui/app.ts'
import { Avatar } from '../../../../ui/parts/avatar.tsx'
import { type IconName, icons } from '../../../../ui/parts/icons.ts'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { Fills, type Hit } from '../../../../ui/slots.tsx'
import { type Listed, listedKinds, listedTags, personLine, personSign, personWords } from '../../contract.ts'
import { kind as personKind } from '../colleagues.ts'
import { fold } from './fold.ts'
import { rankOf, wanted } from './match.ts'
import './search.css'

/** More than anybody reads. */
const most = 20

interface Found {
  readonly item: Listed
  readonly rank: number
}

export function searchPeople(app: App): (typed: string) => readonly Hit[] {
  const noteOf = notes(app)
  return typed => {
    const asked = wanted(typed)
    const found: Found[] = []
    for (const { kind, items, rank } of app.filled(listedKinds)) {
      for (const item of items() ?? []) {
        const fit = rankOf(item, asked, kind === personKind ? noteOf(item.id) : '')
        // Of two that fit as well, a colleague comes before a contact.
        if (fit > 0) found.push({ item, rank: fit * 100 + rank })
      }
    }
    found.sort((a, b) => b.rank - a.rank || (a.item.name < b.item.name ? -1 : 1))
    return found.slice(0, most).map(hitOf)
  }
}

/** What others know of a person, folded anew only when it is another. */
function notes(app: App): (person: string) => string {
  const folded = new Map<string, { words: string; folded: string }>()
  return person => {
    const words = app
      .filled(personWords)
      .map(say => say(person) ?? '')
      .join('\n')
    if (words === '') return ''
    const known = folded.get(person)
    if (known?.words === words) return known.folded
    const made = { words, folded: fold(words) }
    folded.set(person, made)
    return made.folded
  }
}

/** A component of its own for each, and the same one while it stands there. */
const views = new WeakMap<Listed, () => unknown>()

function hitOf({ item, rank }: Found): Hit {
  const view = views.get(item) ?? (() => <FoundPerson item={item} />)
  views.set(item, view)
  return { key: item.key, rank, view, label: item.name, card: `/people/${item.key}`, number: item.number }
}

function FoundPerson({ item }: { item: Listed }) {
  const { kind, id, name, about, number, icon, photo } = item
  const shown = number === undefined ? name : shownNumber(number)
  const isPerson = kind === personKind
  const picture = icon !== undefined && icon in icons ? (icon as IconName) : undefined
  return (
    <>
      <Avatar name={name} photo={photo} {...(picture && { icon: picture })}>
        {isPerson && <Fills of={personSign} person={id} />}
      </Avatar>
      <span class="found-name">
        <b class="cut">{name}</b>
        <Fills of={listedTags} item={item} />
        <span class="faint cut">{about}</span>
      </span>
      {isPerson && (
        <span class="small">
          <Fills of={personLine} person={id} />
        </span>
      )}
      {shown !== name && <span class="faint figures">{shown}</span>}
    </>
  )
}
