/** Lists made of a live view: another list only when something in it is another, so that whoever sorts or draws it needn't again. */
import { computed, type ReadonlySignal } from '@preact/signals'

/** `make` reads signals, and gives the same objects for what hasn't changed. */
export function steadyList<Item>(make: () => readonly Item[] | undefined): ReadonlySignal<readonly Item[] | undefined> {
  let before: readonly Item[] | undefined
  return computed(() => {
    const next = make()
    if (!before || !next || !sameItems(before, next)) before = next
    return before
  })
}

const sameItems = <Item>(one: readonly Item[], other: readonly Item[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])
