import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LRUCache } from 'lru-cache'

/** Each call asks the same of the same numbers several times over. Nobody asks in a browser, which needn't load it then. */
const read = /* @__PURE__ */ new LRUCache<string, { readonly number: string | undefined }>({ max: 10_000 })

/**
 * E.164 with plus ("+46846500401") of a number as people and trunks write it: "08-465 004 01", "0046846500401", "46846500401".
 * Undefined where it can't be one (a short number, a service number).
 */
export function e164(number: string, country: string): string | undefined {
  const key = `${country} ${number}`
  const before = read.get(key)
  if (before) return before.number
  const found = parse(number, country)
  if (number.length < 40) read.set(key, { number: found })
  return found
}

function parse(number: string, country: string): string | undefined {
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
