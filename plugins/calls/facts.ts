import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { LRUCache } from 'lru-cache'
import type { Language } from '../../core/define.ts'
import { Unknown } from '../../core/error.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type CallData, callFact, lineFact, type OutgoingData, reachableFact } from './contract.ts'
import type { Lines } from './lines.ts'

const noPerson = new Unknown({ sv: 'samtalet gäller ingen person', en: 'the call is for no person' })

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

export function provideFacts(hub: Hub, directory: Directory, lines: Lines): void {
  const extension = (id: string): string | undefined => directory.person(id)?.extension

  hub.fact(callFact, (_, { data, organisation }: Occurrence) => {
    const call = data as CallData | OutgoingData
    const { caller, dialled, diversions } = call
    return {
      kind: isIncoming(call) ? call.callee.kind : ('outside' as const),
      service: isIncoming(call) ? call.callee.service : undefined,
      hidden: caller.hidden,
      callerNumber: caller.number,
      dialled,
      country: isIncoming(call) ? undefined : countryOf(dialled),
      diversions,
      language: languageFor(caller, organisation, directory),
    }
  })

  hub.fact(lineFact, ({ of }, { parties }) => {
    const person = parties[of]?.person
    const line = person === undefined ? undefined : extension(person)
    if (line === undefined) throw noPerson
    return { state: lines.state(line) }
  })

  hub.fact(reachableFact, (_, { data }) => {
    const call = data as CallData | OutgoingData
    if (!isIncoming(call)) throw noPerson
    return call.callee.people.some(id => {
      const line = extension(id)
      return line !== undefined && lines.registered(line)
    })
  })
}
