/** Who calls whom: from what the telephony port was told to people and numbers of an organisation. */
import { v5 } from 'uuid'
import type { Question } from '../../connectors/telephony/port.ts'
import { type Destination, type Directory, e164, readNumber } from '../directory/contract.ts'
import { unpack } from './context.ts'
import { type CallData, type OutgoingData, type Outside, wishIn } from './contract.ts'

interface About<Kind, Data> {
  readonly kind: Kind
  readonly organisation: string
  readonly data: Data
  /** Made within a call that there is already: no entry of its own in the log. */
  readonly leg?: true | undefined
  /** Person who has answered when this leg has, where no extension tells. */
  readonly answers?: string | undefined
}

export type Decidable = About<'incoming', CallData> | About<'outgoing', OutgoingData>
/** `direct`: decided before, no rule is asked. */
export type Direct = About<'direct', Omit<CallData, 'callee'>> & { readonly extensions: readonly string[] }
export type Asked = Decidable | Direct

/** Every hub derives the same id from the Call-ID, so that events of a call find it without asking the hub that began it. */
const callNamespace = '5d0f1f9e-6c2b-4f6e-9d3a-2f1f6a3f7a10'
export const callOf = (callId: string): string => v5(callId, callNamespace)

/** Undefined when the dialled number leads nowhere. */
export function parties(question: Question, directory: Directory, outside: Outside): Asked | undefined {
  switch (question.source.kind) {
    case 'trunk':
      return fromTrunk(question, directory, outside)
    case 'device':
      return fromDevice(question, directory)
    case 'voice':
      return ofLeg(question.callId, unpack(question.source.context))
  }
}

/** Packed by a hub before the leg had a Call-ID. */
const ofLeg = (callId: string, asked: Asked | undefined): Asked | undefined =>
  asked && ({ ...asked, data: { ...asked.data, callId } } as Asked)

function fromTrunk(question: Question, directory: Directory, outside: Outside): Decidable | undefined {
  if (question.source.kind !== 'trunk') return undefined
  const destination = directory.destination(question.dialled)
  if (!destination) return undefined
  const { trunks } = question.source
  if (trunks && !trunks.some(trunk => outside.ownerOf?.(trunk) === destination.organisation)) return undefined
  const caller = outsideCaller(question.caller, destination.organisation, { directory, outside })
  return incoming(question, destination, caller)
}

/** Who calls from the public network. */
export function outsideCaller(
  { number, name, hidden }: Question['caller'],
  organisation: string,
  { directory, outside }: { directory: Directory; outside: Outside },
): CallData['caller'] {
  const { country = 'SE' } = directory.organisation(organisation) ?? {}
  const from = number === undefined ? undefined : (e164(number, { country }) ?? number)
  const own = from === undefined ? undefined : outside.personAt?.(from, organisation)
  const person = own === undefined ? undefined : directory.person(own)
  return person
    ? { person: person.id, number: person.short, name: person.name, hidden }
    : { number: from, name, hidden: hidden || from === undefined }
}

function fromDevice(question: Question, directory: Directory): Decidable | undefined {
  if (question.source.kind !== 'device') return undefined
  const organisation = directory.organisationByDomain(question.source.domain)
  const person = directory.personByExtension(question.source.extension)
  if (!organisation || person?.organisation !== organisation.id) return undefined
  const caller = { person: person.id, number: person.short, name: person.name, hidden: false }
  const { callId } = question
  const { wish, dialled } = wishIn(question.dialled)
  // A phone of its own accord asks for it by Privacy (RFC 3323).
  const hides = question.caller.hidden ? ({ shows: 'hidden' } as const) : undefined
  const call = { call: callOf(callId), callId, caller, dialled, diversions: 0, wish: wish ?? hides }
  return dialledBy(call, organisation.id, directory)
}

/** What a call from inside is, by what was dialled. */
export function dialledBy(
  { wish, ...call }: Omit<CallData, 'callee'> & Pick<OutgoingData, 'wish'>,
  organisation: string,
  directory: Directory,
): Decidable | undefined {
  if (!directory.organisation(organisation)) return undefined
  const read = readNumber(directory, organisation, call.dialled)
  if (read?.kind === 'inside') {
    const { destination } = read
    return {
      kind: 'incoming',
      organisation: destination.organisation,
      data: { ...call, callee: calleeOf(destination) },
    }
  }
  const { person } = call.caller
  // Outside, a person is her landline number.
  const number = person === undefined ? call.caller.number : directory.person(person)?.number
  // What leads nowhere, the rules say.
  const dialled = read?.dialled ?? call.dialled
  return {
    kind: 'outgoing',
    organisation,
    data: { ...call, caller: { ...call.caller, number }, dialled, ...(wish && { wish }) },
  }
}

const incoming = (question: Question, destination: Destination, caller: CallData['caller']): Decidable => ({
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
  if (kind === 'service') {
    return { kind, numberId, service: destination.service, name: destination.name, people: [] }
  }
  return { kind, numberId, name: destination.name, people: destination.members.map(({ id }) => id) }
}
