import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LRUCache } from 'lru-cache'
import type { Language } from '../../core/define.ts'
import { Unknown } from '../../core/error.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import {
  type CallData,
  callFact,
  deskFact,
  lineFact,
  type OutgoingData,
  type Outside,
  reachableFact,
  shownFact,
} from './contract.ts'
import type { Choices } from './identity/choices.ts'
import { shownFor } from './identity/shown.ts'
import type { Lines } from './lines.ts'
import type { SupposedLines } from './trying/lines.ts'

const noPerson = new Unknown({ sv: 'samtalet gäller ingen person', en: 'the call is for no person' })

const notOut = new Unknown({ sv: 'samtalet går inte ut', en: 'the call does not go out' })

const isIncoming = (data: CallData | OutgoingData): data is CallData => 'callee' in data

/** Colleagues are spoken to in their own language, callers from abroad in English, all others in the organisation's. */
export function languageFor(caller: CallData['caller'], organisation: string, directory: Directory): Language {
  const own = directory.organisation(organisation)
  const colleague = caller.person === undefined ? undefined : directory.person(caller.person)
  if (colleague) return colleague.language
  const country = caller.number === undefined ? undefined : countryOf(caller.number)
  return country === undefined || country === own?.country ? (own?.language ?? 'sv') : 'en'
}

const countries = new LRUCache<string, { readonly country: string | undefined }>({ max: 10_000 })

function countryOf(number: string): string | undefined {
  const known = countries.get(number) ?? { country: parsePhoneNumberFromString(number)?.country }
  countries.set(number, known)
  return known.country
}

interface Parts {
  readonly lines: Lines
  readonly supposed: SupposedLines
  readonly outside: Pick<Outside, 'mobileOf'>
  readonly choices: Pick<Choices, 'shows' | 'desk'>
}

export function provideFacts(hub: Hub, directory: Directory, { lines, supposed, outside, choices }: Parts): void {
  const extension = (id: string): string | undefined => directory.person(id)?.extension

  hub.fact(callFact, (_, { data, organisation }: Occurrence) => {
    const call = data as CallData | OutgoingData
    const { caller, dialled, diversions } = call
    const country = caller.number === undefined ? undefined : countryOf(caller.number)
    return {
      kind: isIncoming(call) ? call.callee.kind : ('outside' as const),
      service: isIncoming(call) ? call.callee.service : undefined,
      hidden: caller.hidden,
      callerNumber: caller.number,
      dialled,
      country: isIncoming(call) ? undefined : countryOf(dialled),
      callerCountry: country,
      abroad: country === undefined ? undefined : country !== directory.organisation(organisation)?.country,
      diversions,
      language: languageFor(caller, organisation, directory),
    }
  })

  const identity = {
    directory,
    mobileOf: (person: string) => outside.mobileOf?.(person),
    chosen: choices.shows,
  }
  hub.fact(shownFact, (_, { data }) => {
    if (isIncoming(data as CallData | OutgoingData)) throw notOut
    const { shows: kind, ...shown } = shownFor(data as OutgoingData, identity)
    return { kind, ...shown }
  })

  hub.fact(deskFact, ({ of }, { parties }) => {
    const person = parties[of]?.person
    if (person === undefined) throw noPerson
    return choices.desk(person)
  })

  const lineOf = (of: string, { parties }: Occurrence) => {
    const person = parties[of]?.person
    const line = person === undefined ? undefined : extension(person)
    if (person === undefined || line === undefined) throw noPerson
    return { person, line }
  }
  hub.fact(lineFact, ({ of }, occurrence) => ({ state: lines.state(lineOf(of, occurrence).line) }), {
    at: ({ of }, occurrence, given) => ({ state: supposed.state(lineOf(of, occurrence).person, occurrence.at, given) }),
  })

  const people = ({ data }: Occurrence) => {
    const call = data as CallData | OutgoingData
    if (!isIncoming(call)) throw noPerson
    return call.callee.people
  }
  const isThere = (id: string) => {
    const line = extension(id)
    return line !== undefined && lines.registered(line)
  }
  hub.fact(reachableFact, (_, occurrence) => people(occurrence).some(isThere), {
    at: (_, occurrence, given) => people(occurrence).some(id => supposed.isThere(id, given)),
  })
}
