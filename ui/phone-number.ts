/** Numbers as people write them here: "08-465 004 01", "+47 22 12 34 56". */

import metadata from 'virtual:phone-metadata'
import { isValidPhoneNumber, type MetadataJson, parsePhoneNumber } from 'libphonenumber-js/core'

const known = metadata as MetadataJson
const home = 'SE'

/** Of E.164; short numbers, and countries whose plan the app doesn't have, stay as they are. */
export function shownNumber(number: string): string {
  if (!number.startsWith('+')) return number
  try {
    const parsed = parsePhoneNumber(number, known)
    return parsed.country === home ? parsed.formatNational() : parsed.formatInternational()
  } catch {
    return number
  }
}

/** Digits, plus and star of what was typed: "08-465 004 01" and "(08) 465 00 401" are one. */
export const digitsOf = (typed: string): string => typed.replaceAll(/[^\d+*#]/g, '')

/** Whether what was typed is a number to dial: a short number, or a long one by this country's plan or another's. */
export function isDialable(typed: string): boolean {
  if (!/^[\d+*#\s\-()./]+$/.test(typed)) return false
  const digits = digitsOf(typed)
  // Without 0 or +, what is long is a part of a number: nothing is put in front of it.
  return (
    /^(?:[1-9]\d{1,5}|[*#][\d*#]+)$/.test(digits) || (/^[0+]/.test(digits) && isValidPhoneNumber(digits, home, known))
  )
}

/** E.164 of digits that were typed; short numbers as they stand. */
export const dialledDigits = (digits: string): string =>
  isValidPhoneNumber(digits, home, known) ? parsePhoneNumber(digits, home, known).number : digits

/** Of digits that were typed: as they are written here, short numbers as they stand. */
export const shownDigits = (digits: string): string => shownNumber(dialledDigits(digits))
