/** Numbers as people write them here: "08-465 004 01", "+47 22 12 34 56". What they lead to the hub says. */

import metadata from 'virtual:phone-metadata'
import { signal } from '@preact/signals'
import { isValidPhoneNumber, type MetadataJson, parsePhoneNumber } from 'libphonenumber-js/core'
import type { SignedIn } from '../core/access/contract.ts'

const known = signal(metadata as MetadataJson)
/** Numbers of other countries are written out when the plans of those have come, behind the first screen. */
export const plans: Promise<unknown> = import('virtual:phone-metadata/more').then(
  more => {
    known.value = more.default as MetadataJson
  },
  // They stay as they are, with a plus.
  () => {},
)

/** ISO 3166, those whose numbers are written as people write them there. */
export const countries = (): readonly string[] => Object.keys(known.value.countries)
/** What is left out of numbers: the organisation's country, and its area code where it has one. */
export const place = signal<SignedIn['place']>({ country: 'SE' })
/** A country whose plan the app doesn't have is read as Sweden. */
const home = () => (place.value.country in known.value.countries ? place.value.country : 'SE') as 'SE'

/** Of E.164; short numbers, and countries whose plan the app doesn't have, stay as they are. */
export function shownNumber(number: string): string {
  if (!number.startsWith('+')) return number
  try {
    const parsed = parsePhoneNumber(number, known.value)
    return parsed.country === home() ? parsed.formatNational() : parsed.formatInternational()
  } catch {
    return number
  }
}

/** Digits, plus and star of what was typed: "08-465 004 01" and "(08) 465 00 401" are one. */
export const digitsOf = (typed: string): string => typed.replaceAll(/[^\d+*#]/g, '')

/** With the area code in front of what is a local number (plugins/directory/number.ts). */
function whole(digits: string): string {
  const { areaCode = '' } = place.value
  const isLocal = areaCode !== '' && /^[1-9]\d{4,7}$/.test(digits) && !/^(?:11\d{3,4}|90000)$/.test(digits)
  return isLocal && isValidPhoneNumber(areaCode + digits, home(), known.value) ? areaCode + digits : digits
}

/** Whether what was typed is a number to dial: a short number, a local one, or a long one by this country's plan or another's. */
export function isDialable(typed: string): boolean {
  if (!/^[\d+*#\s\-()./]+$/.test(typed)) return false
  const digits = digitsOf(typed)
  // Without 0 or +, what is long is a part of a number: nothing but the area code is put in front of it.
  return (
    /^(?:[1-9]\d{1,5}|[*#][\d*#]+)$/.test(digits) ||
    whole(digits) !== digits ||
    (/^[0+]/.test(digits) && isValidPhoneNumber(digits, home(), known.value))
  )
}

/** E.164 of digits that were typed; short numbers as they stand. */
export function dialledDigits(digits: string): string {
  const long = whole(digits)
  return isValidPhoneNumber(long, home(), known.value) ? parsePhoneNumber(long, home(), known.value).number : digits
}

/** Of digits that were typed: as they are written here, short numbers as they stand. */
export const shownDigits = (digits: string): string => shownNumber(dialledDigits(digits))
