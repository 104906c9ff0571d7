/** The entry of a call in the log as it begins, and as other plugins may know it. */
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Directory } from '../directory/contract.ts'
import type { CallData, CurrentCall, OutgoingData } from './contract.ts'
import type { Course } from './course.ts'
import type { CallRow } from './model.ts'
import { callOf, type Decidable } from './parties.ts'

const isIncoming = (data: CallData | OutgoingData): data is CallData => 'callee' in data

export function newRow({ organisation, data }: Decidable): CallRow {
  const { call, callId, caller, dialled } = data
  const callee = isIncoming(data) ? data.callee : { number: dialled, kind: 'outside' as const }
  return {
    ...emptyRow,
    id: call,
    organisationId: organisation,
    callId,
    callerPerson: caller.person ?? null,
    callerNumber: caller.number ?? null,
    callerName: caller.name ?? null,
    callerHidden: caller.hidden,
    calleePerson: ('person' in callee && callee.person) || null,
    calleeNumber: callee.number ?? null,
    calleeName: ('name' in callee && callee.name) || null,
    calleeKind: callee.kind,
    startedAt: new Date(),
  }
}

/** Undefined where nobody here has that phone. */
export function emergencyRow({ callId, from, dialled }: TelephonyEvent & { kind: 'emergency' }, directory: Directory) {
  const person = directory.personByExtension(from)
  if (!person) return undefined
  const caller = { person: person.id, number: person.number, name: person.name, hidden: false }
  return newRow({
    kind: 'outgoing',
    organisation: person.organisation,
    data: { call: callOf(callId), callId, caller, dialled, diversions: 0 },
  })
}

const emptyRow = { answeredAt: null, answeredBy: null, endedAt: null, outcome: null, seconds: 0, rule: null }

export const callerOf = (row: CallRow): CallData['caller'] => ({
  person: row.callerPerson ?? undefined,
  number: row.callerNumber ?? undefined,
  name: row.callerName ?? undefined,
  hidden: row.callerHidden,
})

export const currentCall = (
  row: CallRow,
  { parked, legs, gone }: Pick<Course, 'parked' | 'legs' | 'gone'>,
): CurrentCall => ({
  call: row.id,
  callId: row.callId,
  organisation: row.organisationId,
  caller: callerOf(row),
  callee: {
    person: row.answeredBy ?? row.calleePerson ?? undefined,
    number: row.calleeNumber ?? undefined,
    name: row.calleeName ?? undefined,
  },
  dialled: row.calleeNumber ?? '',
  answered: row.answeredAt !== null,
  parked,
  legs,
  left: gone.map(({ person }) => person),
})
