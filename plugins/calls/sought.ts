/** What somebody types into the search of calls: a name, or a number in any notation. */
import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/min'
import type { Directory, Organisation } from '../directory/contract.ts'

export interface Sought {
  /** Colleagues of that name. */
  readonly people: readonly string[]
  /** Patterns for LIKE. */
  readonly numbers: readonly string[]
  /** Of the name, in lower case first: databases differ in what they take for the same letter. */
  readonly spellings: readonly string[]
}

interface Typed {
  readonly text: string
  /** Numbers whose names the reader's own lists know. */
  readonly numbers: readonly string[]
}

/** Undefined where nothing is sought. */
export function sought(
  { text, numbers }: Typed,
  organisation: Organisation | undefined,
  directory: Directory,
): Sought | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  if (/^[\d\s+()./-]+$/.test(typed)) {
    return { people: [], spellings: [], numbers: patterns(typed.replaceAll(/[^\d+]/g, ''), organisation?.country) }
  }
  const lower = typed.toLowerCase()
  const people = directory
    .people(organisation?.id ?? '')
    .filter(({ name }) => name.toLowerCase().includes(lower))
    .map(({ id }) => id)
  return { people, numbers: [...numbers], spellings: [...new Set([lower, typed, capitals(lower)])] }
}

/** "070-174" is +4670174… here, "0046…" too, and "4001" is anywhere in a number. */
function patterns(digits: string, country = 'SE'): string[] {
  if (digits.startsWith('+')) return [`${digits}%`]
  if (digits.startsWith('00')) return [`+${digits.slice(2)}%`]
  if (digits.startsWith('0'))
    return [`+${getCountryCallingCode(country as CountryCode)}${digits.slice(1)}%`, `${digits}%`]
  return [`%${digits}%`]
}

const capitals = (text: string) => text.replaceAll(/(^|[\s-])(\p{L})/gu, (_, gap, letter) => gap + letter.toUpperCase())
