/** A call that is sent on: where to, and that it never comes back to whoever sent it on. */
import type { Diversion, Passed } from '../../connectors/telephony/port.ts'
import type { EventDefinition } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import type { Happening, Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub, RunAction } from '../../core/hub.ts'
import { type Directory, readNumber } from '../directory/contract.ts'
import { mostDiversions } from './answer.ts'
import { type CallData, callIncoming, callOutgoing, type Diverted, type OutgoingData } from './contract.ts'
import { calleeOf } from './parties.ts'

interface Forward {
  readonly to: string
  readonly reason: Diverted['reason']
}

/** Asks the rules about the call where it goes next. */
type Ask<Result> = <Data>(event: EventDefinition<Data>, happening: Happening<Data>) => Promise<Result>

interface Known {
  readonly directory: Directory
  /** Whether a person wants to be shown to nobody. */
  readonly hides: (person: string) => boolean
}

/**
 * Sends it on, in earnest or only tried: `ask` is told what it is then. Throws where the call would go round in circles: the rules then do
 * with it what they do without forwarding.
 */
export function sendOn<Result>(
  { to, reason }: Forward,
  occurrence: Occurrence,
  { directory, hides }: Known,
  ask: Ask<Result>,
): Promise<Result> {
  const { organisation } = occurrence
  const data = occurrence.data as CallData
  if (data.diversions >= mostDiversions) throw new HubError('calls.too-many-diversions', 409)
  const { call, callId, callee } = data
  // Outside, a person is her landline number.
  const person = callee.person === undefined ? undefined : directory.person(callee.person)
  const number = callee.person === undefined ? callee.number : person?.number
  const hidden = callee.person !== undefined && hides(callee.person)
  const diversions = data.diversions + 1
  const diverted = [
    ...(data.diverted ?? []),
    { numberId: callee.numberId, number, short: person?.short, reason, hidden },
  ]
  const happening = { organisation, causedBy: occurrence }
  const read = readNumber(directory, organisation, to)
  if (read?.kind === 'inside') {
    const { destination } = read
    if (diverted.some(one => one.numberId === destination.number)) throw new HubError('calls.forwarding-loop', 409)
    const next = { ...data, callee: calleeOf(destination), dialled: to, diversions, diverted }
    return ask(callIncoming, { ...happening, data: next })
  }
  if (read?.kind !== 'outside') throw new HubError('calls.no-such-number', 404, { number: to })
  const { dialled } = read
  // Her mobile calls her: sent on to that mobile, it would find itself busy.
  if (dialled === data.caller.number) throw new HubError('calls.forwarding-loop', 409)
  // Forwarding counts as calling: whoever forwards is the caller that the rules for calls out see.
  const caller = { person: callee.person, number, name: callee.name, hidden: false }
  const next: OutgoingData = { call, callId, caller, dialled, diversions, diverted }
  return ask(callOutgoing, { ...happening, data: next })
}

export const forwarder =
  (hub: Pick<Hub, 'ask'>, known: Known): RunAction<Forward> =>
  async (args, { occurrence }) =>
    (await sendOn(args, occurrence, known, hub.ask)).result

/** What the other network learns of it (RFC 5806): who sent the call on last. */
export function divertedBy({ diverted = [] }: OutgoingData): Diversion | undefined {
  const last = diverted.at(-1)
  if (last?.number === undefined) return undefined
  return { number: last.number, reason: last.reason, counter: diverted.length, hidden: last.hidden }
}

/** Whom it was for before. Another network learns numbers only that it can dial. */
export const passedBy = ({ diverted = [] }: CallData | OutgoingData, to: 'inside' | 'outside'): readonly Passed[] =>
  diverted.flatMap(({ number, short, reason, hidden = false }) => {
    const known = number ?? (to === 'inside' ? short : undefined)
    return known === undefined ? [] : [{ number: known, reason, hidden }]
  })
