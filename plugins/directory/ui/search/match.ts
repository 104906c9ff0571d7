/** How well somebody fits what was typed. */
import type { Listed } from '../../contract.ts'
import { digitsToFind, fold, isNumeric, writtenAs } from './fold.ts'

interface Folded {
  readonly name: string
  /** Team or company, addresses, notes. */
  readonly rest: string
  readonly numbers: readonly string[]
}

/** Folded once for as long as nothing in it changes, not for each key that is pressed. */
const folded = new WeakMap<Listed, Folded>()

function foldedOf(item: Listed): Folded {
  const known = folded.get(item)
  if (known) return known
  const made = {
    name: fold(item.name),
    rest: fold([item.about ?? '', ...item.text].join('\n')),
    numbers: item.numbers.flatMap(writtenAs),
  }
  folded.set(item, made)
  return made
}

/** What was typed, read once for all that it is compared with. */
export interface Wanted {
  /** As it was typed, in lower case: a name with the same accents comes before one with others. */
  readonly typed: string
  readonly words: readonly string[]
  /** Empty where it can be no number. */
  readonly digits: string
}

export function wanted(typed: string): Wanted {
  const trimmed = typed.trim().toLowerCase().normalize('NFC')
  return {
    typed: trimmed,
    words: fold(trimmed).split(/\s+/).filter(Boolean),
    digits: isNumeric(trimmed) ? digitsToFind(trimmed) : '',
  }
}

const isWordsBeginning = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')

/** Beginnings of words count more than what stands inside them. 0: not there. */
function placed(text: string, word: string, beginning: number, inside: number): number {
  let at = text.indexOf(word)
  if (at < 0) return 0
  for (; at >= 0; at = text.indexOf(word, at + 1)) if (isWordsBeginning(text, at)) return beginning
  return inside
}

function wordRank({ name, rest }: Folded, note: string, word: string): number {
  const inName = placed(name, word, 8, 5)
  if (inName === 8) return 8
  return Math.max(inName, placed(rest, word, 6, 3), note === '' ? 0 : placed(note, word, 6, 3))
}

function numberRank(numbers: readonly string[], digits: string): number {
  let best = 0
  for (const number of numbers) {
    if (number === digits) return 10
    const at = number.indexOf(digits)
    if (at >= 0) best = Math.max(best, at === 0 ? 8 : 4)
  }
  return best
}

/** 0 where it doesn't fit. Every word that was typed must; `note`: what others know of it, folded. */
export function rankOf(item: Listed, { typed, words, digits }: Wanted, note = ''): number {
  if (words.length === 0) return 0
  const known = foldedOf(item)
  let least = digits === '' ? 0 : numberRank(known.numbers, digits)
  let worst = Number.POSITIVE_INFINITY
  for (const word of words) worst = Math.min(worst, wordRank(known, note, word))
  least = Math.max(least, worst)
  if (least === 0) return 0
  // "Öberg" before "Oberg" for whoever typed the dots, and the whole name's beginning before a later one's.
  const exact = item.name.toLowerCase().includes(typed) ? 0.5 : 0
  return least + exact + (known.name.startsWith(words.join(' ')) ? 0.25 : 0)
}
