import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LRUCache } from 'lru-cache'

/** Where a number is written: what stands for the country and the area that are left out. An organisation is one. */
export interface Place {
  /** ISO 3166. */
  readonly country: string
  /** As it is dialled there: "08". None: local numbers aren't read. */
  readonly areaCode?: string | undefined
}

/** Each call asks the same of the same numbers several times over. Nobody asks in a browser, which needn't load it then. */
const read = /* @__PURE__ */ new LRUCache<string, { readonly number: string | undefined }>({ max: 10_000 })

/**
 * E.164 with plus ("+46846500401") of a number as people and trunks write it: "08-465 004 01", "0046846500401", "46846500401", and where the
 * place has an area code "465 004 01". Undefined where it can't be one (a short number, a service number).
 */
export function e164(number: string, { country, areaCode = '' }: Place): string | undefined {
  const key = `${country} ${areaCode} ${number}`
  const before = read.get(key)
  if (before) return before.number
  const found = (areaCode === '' ? undefined : local(number, country, areaCode)) ?? parse(number, country)
  if (number.length < 40) read.set(key, { number: found })
  return found
}

/**
 * Of a subscriber within the area: five to eight digits. What begins with 11 is short and national in all of Europe (112, 116 000, 118 118;
 * ECC Recommendation (17)05), and 90 000 is what 112 was in Sweden.
 */
function local(number: string, country: string, areaCode: string): string | undefined {
  const digits = /^[\d\s().-]+$/.test(number) ? number.replace(/\D/g, '') : ''
  if (!/^[1-9]\d{4,7}$/.test(digits) || /^(?:11\d{3,4}|90000)$/.test(digits)) return undefined
  const parsed = parsePhoneNumberFromString(areaCode + digits, country as CountryCode)
  return parsed?.isValid() ? possible(parsed.number) : undefined
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

export const isCountry = (country: string): boolean => isSupportedCountry(country)

/** Whether local numbers behind it can be numbers of that country at all. */
export const isAreaCode = (areaCode: string, country: string): boolean =>
  [5, 6, 7, 8].some(
    length => parsePhoneNumberFromString(areaCode + '2'.repeat(length), country as CountryCode)?.isPossible() === true,
  )
