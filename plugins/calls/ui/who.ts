/** Who the other side of a call is: as the log has it, and as the person's own lists know that number. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { App } from '../../../ui/app.ts'
import { dialledDigits, shownNumber } from '../../../ui/phone-number.ts'
import { type Listed, listedKinds } from '../../directory/contract.ts'
import type { CallEntry } from '../contract.ts'
import { t } from './words/index.ts'

export interface Who {
  readonly name: string
  /** As it is written; none where the name is the number, or where it is hidden. */
  readonly number: string | undefined
  /** What is dialled. */
  readonly dialled: string | undefined
  /** In the list of people, where it stands there. */
  readonly item: Listed | undefined
}

export interface Book {
  /** Reads signals. */
  who(other: CallEntry['other']): Who
  /** Whose a number is, however it is written. */
  nameOf(number: string): string | undefined
  /** All numbers of those whose names have this in them, 60 at most. */
  numbersOf(text: string): readonly string[]
  /** Whether it is one of this person's. */
  isOf(person: string, number: string): boolean
}

export function openBook(app: Pick<App, 'filled'>): Book {
  const known: ReadonlySignal<ReadonlyMap<string, Listed>> = computed(() => {
    const found = new Map<string, Listed>()
    // Those of higher rank come last, and stay.
    for (const kind of app.filled(listedKinds).toSorted((a, b) => a.rank - b.rank)) {
      for (const item of kind.items() ?? []) for (const key of keysOf(item)) found.set(key, item)
    }
    return found
  })

  const itemOf = (number: string) => known.value.get(dialledDigits(number))
  return {
    nameOf: number => itemOf(number)?.name,
    numbersOf(text) {
      const lower = text.trim().toLowerCase()
      const named = [...new Set(known.value.values())].filter(({ name }) => name.toLowerCase().includes(lower))
      return named.flatMap(({ numbers }) => numbers.filter(number => /^\+?\d+$/.test(number))).slice(0, 60)
    },
    isOf: (person, number) => itemOf(number)?.key === `person:${person}`,
    who({ name, number, person, hidden }) {
      if (hidden) return { name: t('hidden'), number: undefined, dialled: undefined, item: undefined }
      const found = (key: string | undefined) => (key === undefined ? undefined : known.value.get(key))
      const item = found(person && `person:${person}`) ?? found(number)
      const written = number === undefined ? undefined : shownNumber(number)
      const called = item?.name ?? name
      return {
        name: called ?? written ?? t('hidden'),
        number: called === undefined ? undefined : written,
        dialled: number,
        item,
      }
    },
  }
}

const keysOf = ({ key, numbers }: Listed): readonly string[] => [key, ...numbers]
