/** Somebody to whom decisions are told: in whose language and zone, with numbers as they are written there. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Language } from '../define.ts'
import type { Reader } from './telling.ts'

interface About {
  /** `zone`: IANA; `country`: ISO 3166. */
  readonly organisation: { readonly name: string; readonly zone: string; readonly country: string } | undefined
  readonly person: { readonly id: string; readonly language: Language } | undefined
  /** In place of the person's own. */
  readonly language?: Language | undefined
}

export function readerFor({ organisation, person, language }: About): Reader {
  return {
    language: language ?? person?.language ?? 'sv',
    zone: organisation?.zone ?? 'Europe/Stockholm',
    person: person?.id,
    organisation: organisation?.name,
    number: number => written(number, organisation?.country ?? 'SE'),
  }
}

/** "08-465 004 01", and "+47 22 12 34 56" from abroad. */
function written(number: string, country: string): string {
  const parsed = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined
  if (!parsed) return number
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational()
}
