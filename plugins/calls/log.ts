/** The log of calls: one entry a call, whatever its legs; written behind the call, never before it. */
import { LRUCache } from 'lru-cache'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Phrase } from '../../core/define.ts'
import type { Directory } from '../directory/contract.ts'
import type { CallData, CurrentCall, Outcome, OutgoingData } from './contract.ts'
import type { Course } from './course.ts'
import type { CallChanges, CallRow } from './model.ts'
import { callOf, type Decidable } from './parties.ts'

/** What the rules found out on their way. */
export interface Found {
  /** Title of the rule that won. */
  readonly rule?: Phrase | undefined
  /** Who calls. */
  readonly name?: string | undefined
}

export interface CallLog {
  /** A call that may have been asked about before, perhaps of another hub. */
  readonly began: (asked: Decidable) => void
  readonly routed: (asked: Decidable, verdict: Verdict, found?: Found) => void
  /** A call out that the other network didn't take. */
  readonly unreached: (callId: string) => void
  readonly take: (event: TelephonyEvent) => void
  /** Calls that are still going on, as far as this hub was asked about them. */
  readonly ongoing: () => readonly CallRow[]
  /** By its id or Call-ID. */
  readonly current: (call: string) => CurrentCall | undefined
}

interface Outlets {
  /** Kept for good. */
  readonly write: (row: CallRow) => void
  /** Of a call that another hub, gone since, was asked about: what is known of its course. */
  readonly patch: (call: string, changes: CallChanges) => void
  /** Shown to whom it concerns, on every hub. */
  readonly show: (course: Course) => void
  readonly ended: (row: CallRow) => void
  /** People at whom a call rang that was missed. */
  readonly rang: (row: CallRow, people: readonly string[]) => void
}

/** What a call came to that ends without having been answered. */
const unansweredOutcome: Record<Verdict['verb'], Outcome> = {
  ring: 'missed',
  dial: 'unanswered',
  progress: 'announced',
  reject: 'refused',
}

interface Open {
  readonly row: CallRow
  verb: Verdict['verb']
  readonly ringing: Set<string>
  readonly rang: Set<string>
  /** The other side never learned of it. */
  unreached: boolean
  /** What answers is no person. */
  standIn: boolean
}

/** Whose phones rang has missed it, whatever the caller was told then. */
function unanswered({ verb, rang, unreached }: Open): Outcome {
  if (verb === 'dial' && unreached) return 'failed'
  return rang.size > 0 && verb !== 'dial' ? 'missed' : unansweredOutcome[verb]
}

export function callLog(directory: Directory, { write, patch, show, ended, rang }: Outlets): CallLog {
  const open = new Map<string, Open>()
  /** Events overtake each other: that a call was answered may be told when it is over. */
  const over = new LRUCache<string, Open>({ max: 5_000, ttl: 60_000 })

  const told = ({ row, verb, ringing, rang }: Open) =>
    show({ row: { ...row }, verb, ringing: [...ringing], rang: [...rang] })

  function changed(entry: Open): void {
    write({ ...entry.row })
    told(entry)
  }

  function begin(callId: string, row: CallRow, verb: Verdict['verb']): void {
    const entry: Open = { row, verb, ringing: new Set(), rang: new Set(), unreached: false, standIn: false }
    open.set(callId, entry)
    changed(entry)
  }

  function conclude(callId: string, outcome: Outcome, seconds = 0): void {
    const entry = open.get(callId)
    if (!entry) return
    open.delete(callId)
    const { row } = entry
    over.set(callId, entry)
    entry.ringing.clear()
    const endedAt = new Date()
    if (outcome === 'answered') row.answeredAt ??= new Date(endedAt.getTime() - seconds * 1000)
    Object.assign(row, { endedAt, outcome, seconds })
    changed(entry)
    const others = [...entry.rang].filter(person => person !== row.calleePerson && person !== row.callerPerson)
    if (outcome === 'missed' && others.length > 0) rang(row, others)
    ended(row)
  }

  function finish(callId: string, outcome: Outcome, seconds = 0): void {
    if (open.has(callId)) conclude(callId, outcome, seconds)
    else if (!over.has(callId)) patch(callOf(callId), { endedAt: new Date(), outcome, seconds })
  }

  return {
    began(asked) {
      const { callId } = asked.data
      if (open.has(callId)) return
      begin(callId, newRow(asked), 'ring')
    },
    routed({ data: { callId } }, verdict, { rule, name } = {}) {
      const entry = open.get(callId)
      if (!entry) return
      entry.standIn = 'standIn' in verdict && verdict.standIn === true
      entry.verb = entry.standIn ? 'progress' : verdict.verb
      entry.ringing.clear()
      if (rule) entry.row.rule = JSON.stringify(rule)
      // The name that the rules found for the number, as the phones show it.
      entry.row.callerName ??= (verdict.verb === 'ring' ? verdict.show.name : undefined) ?? name ?? null
      if (verdict.verb === 'reject') conclude(callId, unanswered(entry))
      else changed(entry)
    },
    unreached(callId) {
      const entry = open.get(callId)
      if (entry) entry.unreached = true
    },
    take(event) {
      switch (event.kind) {
        case 'ringing': {
          const entry = open.get(event.callId)
          const person = directory.personByExtension(event.extension)?.id
          // Events overtake each other: who talks already doesn't go back to ringing.
          if (!entry || person === undefined || entry.row.answeredAt) return
          entry.ringing.add(person)
          entry.rang.add(person)
          told(entry)
          return
        }
        case 'answered': {
          const entry = open.get(event.callId) ?? over.get(event.callId)
          const answeredBy = directory.personByExtension(event.to)?.id ?? null
          if (!entry) return patch(callOf(event.callId), { answeredAt: new Date(), answeredBy })
          if (entry.standIn) return
          entry.row.answeredAt ??= new Date()
          entry.row.answeredBy = answeredBy
          entry.ringing.clear()
          changed(entry)
          return
        }
        case 'ended': {
          const entry = open.get(event.callId)
          if (entry?.standIn) finish(event.callId, unanswered(entry))
          else finish(event.callId, 'answered', Math.round(event.seconds))
          return
        }
        case 'failed': {
          const entry = open.get(event.callId)
          finish(event.callId, entry ? unanswered(entry) : 'missed')
          return
        }
        case 'emergency': {
          const row = emergencyRow(event, directory)
          if (row) begin(event.callId, row, 'dial')
          return
        }
        default:
      }
    },
    ongoing: () => [...open.values()].map(({ row }) => row),
    current(call) {
      const entry = open.get(call) ?? [...open.values()].find(({ row }) => row.id === call)
      return entry && currentOf(entry.row)
    },
  }
}

const currentOf = (row: CallRow): CurrentCall => ({
  call: row.id,
  callId: row.callId,
  organisation: row.organisationId,
  caller: {
    person: row.callerPerson ?? undefined,
    number: row.callerNumber ?? undefined,
    name: row.callerName ?? undefined,
    hidden: row.callerHidden,
  },
  callee: {
    person: row.answeredBy ?? row.calleePerson ?? undefined,
    number: row.calleeNumber ?? undefined,
    name: row.calleeName ?? undefined,
  },
  dialled: row.calleeNumber ?? '',
  answered: row.answeredAt !== null,
})

const isIncoming = (data: CallData | OutgoingData): data is CallData => 'callee' in data

function newRow({ organisation, data }: Decidable): CallRow {
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

function emergencyRow({ callId, from, dialled }: TelephonyEvent & { kind: 'emergency' }, directory: Directory) {
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
