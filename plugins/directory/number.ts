import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * E.164 with plus ("+46846500401") of a number as people and trunks write it: "08-465 004 01", "0046846500401", "46846500401".
 * Undefined where it can't be one (a short number, a service number).
 */
export function e164(number: string, country: string): string | undefined {
  const parsed = possible(number, country)
  if (parsed !== undefined && number.replace(/\D/g, '').length > 6) return parsed
  return /^[1-9]\d{8,14}$/.test(number) ? possible(`+${number}`) : undefined
}

function possible(number: string, country?: string): string | undefined {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode | undefined)
  // No number of any country has fewer digits, or more (E.164 section 6.2.1).
  if (!parsed?.isPossible() || !/^\+[1-9]\d{6,14}$/.test(parsed.number)) return undefined
  // A number that reads differently when read again ("00000-0-00") is nobody's, and would be stored and searched as two.
  return parsePhoneNumberFromString(parsed.number)?.number === parsed.number ? parsed.number : undefined
}
