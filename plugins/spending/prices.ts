/** What a number costs: the longest prefix that it begins with counts, the organisation's own prices before the list. */
import type { Price } from './contract.ts'

const at = (prefix: string, name: string, minute: number, opening = 0, premium = false): Price => ({
  ...{ prefix, name, minute, opening, premium },
})

/**
 * About what Swedish providers ask, in öre; what stands here errs to the expensive side. The premium series are those of the Swedish numbering
 * plan (PTS): 0900, 0939, 0944, 099, and directory enquiries.
 */
export const priceList: readonly Price[] = [
  at('+', 'Utlandet', 1500),
  at('+46', 'Sverige, fast', 40, 69),
  at('+467', 'Sverige, mobil', 90, 69),
  at('+45', 'Danmark', 250, 69),
  at('+47', 'Norge', 250, 69),
  at('+354', 'Island', 350, 69),
  at('+358', 'Finland', 250, 69),
  at('+46900', 'Betalsamtal 0900', 4000, 1000, true),
  at('+46939', 'Betalsamtal 0939', 4000, 1000, true),
  at('+46944', 'Betalsamtal 0944', 4000, 1000, true),
  at('+4699', 'Betalsamtal 099', 4000, 1000, true),
  at('118', 'Nummerupplysning', 5000, 2500, true),
  at('1', 'Samhällets korta nummer', 0),
]

export function priceOf(number: string, own: readonly Price[]): Price {
  const from = (list: readonly Price[]) =>
    list.filter(({ prefix }) => number.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0]
  const mine = from(own)
  const listed = from(priceList)
  // A price for all of a country doesn't make its premium series cheap.
  if (mine && (!listed?.premium || mine.prefix.length >= listed.prefix.length)) return mine
  return listed ?? at('', '?', 1500)
}

/** Öre, after so many seconds of talk. */
export const costOf = ({ minute, opening }: Pick<Price, 'minute' | 'opening'>, seconds: number): number =>
  opening + Math.ceil((seconds * minute) / 60)

/** What a call counts as from before it is answered: its first minute. */
export const reserveOf = (price: Pick<Price, 'minute' | 'opening'>): number => costOf(price, 60)
