/** The order of the list: favourites of all kinds first, then each kind under its heading, everybody by name. */
import type { Language } from '../../../core/define.ts'
import type { Listed } from '../contract.ts'

export interface Group {
  /** "favourites", or a kind. */
  readonly key: string
  readonly items: readonly Listed[]
}

export interface KindItems {
  readonly kind: string
  /** The kind under whose heading they stand. */
  readonly under?: string | undefined
  readonly items: readonly Listed[]
}

export const favourites = 'favourites'

// Making one costs more than a thousand comparisons. "Team 10" comes after "Team 9".
const collators: Readonly<Record<Language, Intl.Collator>> = {
  sv: new Intl.Collator('sv', { numeric: true }),
  en: new Intl.Collator('en', { numeric: true }),
}

/** Å, ä and ö come last in Swedish, with a and o in English. Whoever has the same name keeps an order, by key. */
export function byName(items: readonly Listed[], language: Language): readonly Listed[] {
  const { compare } = collators[language]
  return items.toSorted((a, b) => compare(a.name, b.name) || (a.key < b.key ? -1 : 1))
}

/** Each kind's items come in order. Groups with nobody in them are left out. */
export function arrange(
  kinds: readonly KindItems[],
  language: Language,
  isFavourite: (item: Listed) => boolean,
  fits: (item: Listed) => boolean,
): readonly Group[] {
  const first: Listed[] = []
  const groups = new Map<string, Listed[]>()
  for (const { kind, under = kind, items } of kinds) {
    const group = groups.get(under) ?? []
    groups.set(under, group)
    for (const item of items) if (fits(item)) (isFavourite(item) ? first : group).push(item)
  }
  const all: Group[] = [{ key: favourites, items: byName(first, language) }]
  for (const [key, items] of groups) all.push({ key, items })
  return all.filter(({ items }) => items.length > 0)
}
