/** Which number shows: what somebody asked for, where it is hers to show. */
import type { Directory, Person } from '../../directory/contract.ts'
import type { IdentityChoice, OutgoingData, Wished } from '../contract.ts'

export interface Shown extends IdentityChoice {
  readonly by: 'call' | 'person' | 'standard'
}

interface Known {
  readonly directory: Pick<Directory, 'person' | 'groups'>
  readonly mobileOf: (person: string) => string | undefined
  /** What a person has chosen for all calls. */
  readonly chosen: (person: string) => Wished | undefined
}

/** All that a person may show, what shows when she chooses nothing first. */
export function choicesOf(person: Person, { directory, mobileOf }: Omit<Known, 'chosen'>): readonly IdentityChoice[] {
  const mobile = mobileOf(person.id)
  return [
    ...(person.number === undefined ? [] : [{ shows: 'landline' as const, number: person.number }]),
    { shows: 'hidden' },
    ...(mobile === undefined ? [] : [{ shows: 'mobile' as const, number: mobile }]),
    ...directory
      .groups(person.organisation)
      .filter(({ members }) => members.includes(person.id))
      .map(({ e164, name, short }) => ({ shows: 'number' as const, number: e164, name, short })),
  ]
}

/** Undefined where it is not hers to show. */
export function allowed(person: Person, wish: Wished, known: Omit<Known, 'chosen'>): IdentityChoice | undefined {
  const group = known.directory.groups(person.organisation).find(({ short }) => short === wish.number)
  const number = group?.e164 ?? wish.number
  return choicesOf(person, known).find(
    choice => choice.shows === wish.shows && (wish.shows !== 'number' || choice.number === number),
  )
}

export function shownFor({ caller, wish, diverted = [] }: OutgoingData, known: Known): Shown {
  const person = caller.person === undefined ? undefined : known.directory.person(caller.person)
  const standard: Shown =
    caller.number === undefined
      ? { shows: 'hidden', by: 'standard' }
      : { shows: 'landline', number: caller.number, by: 'standard' }
  // Of a call that is sent on nobody wishes anything: it shows by whom.
  if (!person || diverted.length > 0) return standard
  const forCall = wish && allowed(person, wish, known)
  if (forCall) return { ...forCall, by: 'call' }
  const chosen = known.chosen(person.id)
  const forAll = chosen && allowed(person, chosen, known)
  return forAll ? { ...forAll, by: 'person' } : standard
}

/**
 * The number by which the public network knows whoever calls, whatever shows (RFC 3325): the own one, or the organisation's main number,
 * which is its first group's.
 */
export const networkNumber = (
  { number }: OutgoingData['caller'],
  organisation: string,
  directory: Pick<Directory, 'groups'>,
): string | undefined => number ?? directory.groups(organisation)[0]?.e164
