/** What became of a call, seen by one of its people. */
import type { CallEntry } from '../contract.ts'

export type Sign = 'in' | 'out' | 'miss' | 'block' | 'announced' | 'failed' | 'voicemail'

/** The end of a key in this plugin's words: "in.missed" is said of one that came in. */
type Course =
  | 'calling'
  | 'ringing'
  | 'talking'
  | 'answered'
  | 'elsewhere'
  | 'missed'
  | 'voicemail'
  | 'parked'
  | 'announced'
  | 'refused'
  | 'failed'

export const isOngoing = ({ endedAt }: CallEntry): boolean => endedAt === undefined

/** The person's own phones ring now. */
export const ringsHere = ({ direction, phase, answeredAt, endedAt }: CallEntry): boolean =>
  // One that she made may come back to her.
  (direction === 'incoming' || answeredAt !== undefined) && phase === 'ringing' && endedAt === undefined

/** Phones rang and nobody answered: not one that was refused, nor one that somebody else answered. */
export const isMissed = ({ direction, outcome }: CallEntry): boolean => direction === 'incoming' && outcome === 'missed'

export function signOf({ direction, outcome }: CallEntry): Sign {
  if (direction === 'outgoing') return 'out'
  switch (outcome) {
    case 'missed':
      return 'miss'
    case 'voicemail':
      return 'voicemail'
    case 'refused':
      return 'block'
    case 'announced':
      return 'announced'
    case 'failed':
      return 'failed'
    default:
      return 'in'
  }
}

/** Which words tell it; undefined where nothing is known: nothing is made up. */
export function courseOf(call: CallEntry): `in.${Course}` | `out.${Course}` | undefined {
  const course = towards(call)
  return course && `${call.direction === 'outgoing' ? 'out' : 'in'}.${course}`
}

function towards({ outcome, phase, endedAt, answeredBy, direction }: CallEntry): Course | undefined {
  if (outcome === 'answered' && answeredBy && direction === 'incoming') return 'elsewhere'
  if (outcome === 'unanswered') return 'missed'
  return outcome ?? (endedAt === undefined ? phase : undefined)
}

/** Whether the rule that decided it tells more than the outcome: an announcement or a refusal has a reason. */
export const hasReason = ({ outcome }: CallEntry): boolean => outcome === 'announced' || outcome === 'refused'

/** In milliseconds: since when its time runs. */
export const begin = ({ answeredAt, startedAt }: CallEntry): number => Date.parse(answeredAt ?? startedAt)

/** Of the reason for it. */
export const whyAddress = (id: string): string => `/calls/${id}/why`
