import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * E.164 with plus ("+46846500401") of a number as people and trunks write it: "08-465 004 01", "0046846500401", "46846500401".
 * Undefined where it can't be one (a short number, a service number).
 */
export function e164(number: string, country: string): string | undefined {
  const parsed = parsePhoneNumberFromString(number, country as CountryCode)
  if (parsed?.isPossible() && number.replace(/\D/g, '').length > 6) return parsed.number
  if (!/^[1-9]\d{8,14}$/.test(number)) return undefined
  const bare = parsePhoneNumberFromString(`+${number}`)
  return bare?.isPossible() ? bare.number : undefined
}
