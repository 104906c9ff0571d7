/** Who calls whom: from what the telephony port was told to people and numbers of an organisation. */
import { v5 } from 'uuid'
import type { Question } from '../../connectors/telephony/port.ts'
import { type Destination, type Directory, e164, type Organisation } from '../directory/contract.ts'
import type { CallData, OutgoingData } from './contract.ts'

export type Asked =
  | { readonly kind: 'incoming'; readonly organisation: string; readonly data: CallData }
  | { readonly kind: 'outgoing'; readonly organisation: string; readonly data: OutgoingData }

/** Every hub derives the same id from the Call-ID, so that events of a call find it without asking the hub that began it. */
const callNamespace = '5d0f1f9e-6c2b-4f6e-9d3a-2f1f6a3f7a10'
export const callOf = (callId: string): string => v5(callId, callNamespace)

/** Undefined when the dialled number leads nowhere. */
export function parties(question: Question, directory: Directory): Asked | undefined {
  return question.source.kind === 'trunk' ? fromTrunk(question, directory) : fromDevice(question, directory)
}

function fromTrunk(question: Question, directory: Directory): Asked | undefined {
  const destination = directory.destination(question.dialled)
  if (!destination) return undefined
  const organisation = directory.organisation(destination.organisation)
  const { number, name, hidden } = question.caller
  const caller: CallData['caller'] = {
    number: number === undefined ? undefined : (e164(number, organisation?.country ?? 'SE') ?? number),
    name,
    hidden: hidden || number === undefined,
  }
  return incoming(question, destination, caller)
}

function fromDevice(question: Question, directory: Directory): Asked | undefined {
  if (question.source.kind !== 'device') return undefined
  const organisation = directory.organisationByDomain(question.source.domain)
  const person = directory.personByExtension(question.source.extension)
  if (!organisation || person?.organisation !== organisation.id) return undefined
  const caller = { person: person.id, number: person.short, name: person.name, hidden: false }
  const destination = directory.destination(question.dialled, organisation.id)
  if (destination) return incoming(question, destination, caller)
  return outgoing(question, organisation, { ...caller, number: person.number })
}

const incoming = (question: Question, destination: Destination, caller: CallData['caller']): Asked => ({
  kind: 'incoming',
  organisation: destination.organisation,
  data: {
    call: callOf(question.callId),
    callId: question.callId,
    caller,
    callee: calleeOf(destination),
    dialled: question.dialled,
    diversions: 0,
  },
})

export function calleeOf(destination: Destination): CallData['callee'] {
  const { kind, number: numberId } = destination
  if (kind === 'person') {
    const { id, name, number, short } = destination.person
    return { kind, numberId, person: id, name, number: number ?? short, people: [id] }
  }
  if (kind === 'service') return { kind, numberId, name: destination.name, people: [] }
  return { kind, numberId, name: destination.name, people: destination.members.map(({ id }) => id) }
}

const outgoing = (question: Question, organisation: Organisation, caller: OutgoingData['caller']): Asked => ({
  kind: 'outgoing',
  organisation: organisation.id,
  data: {
    call: callOf(question.callId),
    callId: question.callId,
    caller,
    dialled: e164(question.dialled, organisation.country) ?? question.dialled,
    diversions: 0,
  },
})
