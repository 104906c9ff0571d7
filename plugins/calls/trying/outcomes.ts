/** What would come of the actions of calls: who hears and sees what, and how it may go on. */
import type { Caller } from '../../../connectors/telephony/port.ts'
import type { Language } from '../../../core/define.ts'
import type { Consequence, Course, TrialContext } from '../../../core/flow/trial.ts'
import type { Person } from '../../directory/contract.ts'
import { afterRinging, callerHears, type OutgoingData, whoCalls } from '../contract.ts'

interface Ringing {
  readonly people: readonly Person[]
  readonly seconds: number
  readonly shown: Caller
}

const sentences = {
  sv: {
    ring: (who: string, seconds: number) => `Telefonerna ringer hos ${who}, högst ${seconds} s.`,
    shows: (what: string) => `De visar ”${what}”.`,
    hidden: 'dolt nummer',
    tone: (caller: string) => `${caller} hör att det ringer.`,
    silent: 'Ingen telefon ringer.',
    reject: (caller: string) => `${caller} avvisas. Ingen telefon ringer.`,
    forward: (to: string) => `Samtalet går vidare till ${to}.`,
    out: (to: string, shown: string) => `Samtalet går ut till ${to} och visar ${shown}.`,
  },
  en: {
    ring: (who: string, seconds: number) => `The phones of ${who} ring, ${seconds} s at most.`,
    shows: (what: string) => `They show “${what}”.`,
    hidden: 'no number',
    tone: (caller: string) => `${caller} hears that it rings.`,
    silent: 'No phone rings.',
    reject: (caller: string) => `${caller} is turned away. No phone rings.`,
    forward: (to: string) => `The call goes on to ${to}.`,
    out: (to: string, shown: string) => `The call goes out to ${to} and shows ${shown}.`,
  },
} as const

export function triedRing({ people, seconds, shown }: Ringing, context: TrialContext): Consequence {
  const { reader, number } = context
  const words = sentences[reader.language]
  const who = new Intl.ListFormat(reader.language).format(people.map(({ name }) => name))
  const what = shown.name ?? (shown.hidden || shown.number === undefined ? words.hidden : number(shown.number))
  return {
    outcomes: [{ say: words.ring(who, seconds) }, { say: words.shows(what) }, { say: words.tone(whoCalls(context)) }],
    steps: afterRinging(context, seconds),
  }
}

/** `shown`: a number, or none. */
export function triedDialOut(shown: string | undefined, { occurrence, number, reader }: TrialContext): Consequence {
  const words = sentences[reader.language]
  const { dialled } = occurrence.data as OutgoingData
  return { outcomes: [{ say: words.out(number(dialled), shown === undefined ? words.hidden : number(shown)) }] }
}

export async function triedForward(to: string, context: TrialContext, next: Promise<Course>): Promise<Consequence> {
  const onward = await next
  const { callee } = onward.decision.occurrence.data as { callee?: { name?: string | undefined } }
  const where = callee?.name ?? context.number(to)
  return { outcomes: [{ say: sentences[context.reader.language].forward(where) }], onward }
}

/** A sentence in the caller's ear, and the call is over. */
export const triedWords = (
  { text, language }: { text: string; language: Language },
  context: TrialContext,
): Consequence => ({
  outcomes: [callerHears(context, text, language), { say: sentences[context.reader.language].silent }],
})

export const triedReject = (_: unknown, context: TrialContext): Consequence => ({
  outcomes: [{ say: sentences[context.reader.language].reject(whoCalls(context)) }],
})
