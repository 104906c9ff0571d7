/** The words that callers hear, in full sentences. */
import { DateTime } from 'luxon'
import type { Language } from '../../core/define.ts'
import type { AnnouncementKind } from './contract.ts'

export interface Wording {
  readonly what: AnnouncementKind
  readonly name?: string | undefined
  /** ISO 8601 UTC. */
  readonly until?: string | undefined
}

interface Listener {
  readonly language: Language
  /** IANA zone in which times are told. */
  readonly zone: string
  readonly now: Date
}

const sentences = {
  sv: {
    busy: (name: string) => `${name} talar i telefon. Försök igen om en stund.`,
    unavailable: (name: string) => `${name} kan inte svara just nu.`,
    'not-here': (name: string) => `${name} går inte att nå på det här numret än.`,
    closed: (name: string) => `Du har kommit till ${name}. Vi har stängt just nu.`,
    opens: (when: string) => `Vi öppnar ${when}.`,
    nobody: 'Den du söker',
  },
  en: {
    busy: (name: string) => `${name} is on the phone. Please try again in a while.`,
    unavailable: (name: string) => `${name} can't take your call right now.`,
    'not-here': (name: string) => `${name} can't be reached at this number yet.`,
    closed: (name: string) => `You have reached ${name}. We are closed at the moment.`,
    opens: (when: string) => `We open ${when}.`,
    nobody: 'The person you are calling',
  },
} as const

/** What a caller hears. */
export function words({ what, name, until }: Wording, listener: Listener): string {
  const say = sentences[listener.language]
  const sentence = say[what](name ?? say.nobody)
  return what === 'closed' && until !== undefined ? `${sentence} ${say.opens(opening(until, listener))}` : sentence
}

/** A sentence with somebody's note behind it. */
export const withNote = (sentence: string, note: string | undefined): string =>
  note === undefined ? sentence : `${sentence} ${ended(note)}`

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

/** "klockan 08:00", "i morgon klockan 08:00", "på måndag klockan 08:00", "den 3 mars klockan 08:00". */
function opening(iso: string, { language, zone, now }: Listener): string {
  const then = DateTime.fromISO(iso, { zone, locale: language })
  const today = DateTime.fromJSDate(now, { zone }).startOf('day')
  const days = Math.round(then.startOf('day').diff(today, 'days').days)
  const time = then.toFormat('HH:mm')
  const clock = language === 'sv' ? `klockan ${time}` : `at ${time}`
  if (days === 0) return clock
  if (days === 1) return language === 'sv' ? `i morgon ${clock}` : `tomorrow ${clock}`
  const day = then.toFormat(days < 7 ? 'cccc' : 'd LLLL')
  if (days < 7) return language === 'sv' ? `på ${day} ${clock}` : `on ${day} ${clock}`
  return language === 'sv' ? `den ${day} ${clock}` : `on ${day} ${clock}`
}
