/** The log of calls: one entry a call, whatever its legs; written behind the call, never before it. */
import { LRUCache } from 'lru-cache'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Directory } from '../directory/contract.ts'
import type { CallData, Outcome, OutgoingData } from './contract.ts'
import type { CallChanges, CallRow } from './model.ts'
import { type Asked, callOf } from './parties.ts'

export interface CallLog {
  /** A call that may have been asked about before, perhaps of another hub. */
  readonly began: (asked: Asked) => void
  readonly routed: (asked: Asked, verdict: Verdict) => void
  readonly take: (event: TelephonyEvent) => void
  /** Calls that are still going on, as far as this hub was asked about them. */
  readonly ongoing: () => readonly CallRow[]
}

interface Outlets {
  /** Kept for good. */
  readonly write: (row: CallRow) => void
  /** Of a call that another hub, gone since, was asked about: what is known of its course. */
  readonly patch: (call: string, changes: CallChanges) => void
  /** Shown to whom it concerns. */
  readonly show: (row: CallRow) => void
  readonly ended: (row: CallRow) => void
}

/** What a call came to that ends without having been answered. */
const unansweredOutcome: Record<Verdict['verb'], Outcome> = {
  ring: 'missed',
  dial: 'unanswered',
  progress: 'announced',
  reject: 'refused',
}

/** Whose phones rang has missed it, whatever the caller was told then. */
const unanswered = ({ verb, rang }: { verb: Verdict['verb']; rang?: true }): Outcome =>
  rang && verb === 'progress' ? 'missed' : unansweredOutcome[verb]

export function callLog(directory: Directory, { write, patch, show, ended }: Outlets): CallLog {
  const open = new Map<string, { row: CallRow; verb: Verdict['verb']; rang?: true }>()
  /** Events overtake each other: that a call was answered may be told when it is over. */
  const over = new LRUCache<string, CallRow>({ max: 5_000, ttl: 60_000 })

  function changed(row: CallRow): void {
    write({ ...row })
    show(row)
  }

  function conclude(callId: string, outcome: Outcome, seconds = 0): void {
    const entry = open.get(callId)
    if (!entry) return
    open.delete(callId)
    const { row } = entry
    over.set(callId, row)
    const endedAt = new Date()
    if (outcome === 'answered') row.answeredAt ??= new Date(endedAt.getTime() - seconds * 1000)
    Object.assign(row, { endedAt, outcome, seconds })
    changed(row)
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
      const row = newRow(asked)
      open.set(callId, { row, verb: 'ring' })
      changed(row)
    },
    routed({ data: { callId } }, verdict) {
      const entry = open.get(callId)
      if (!entry) return
      entry.verb = verdict.verb
      // The name that the rules found for the number, as the phones show it.
      if (verdict.verb === 'ring') entry.row.callerName ??= verdict.show.name ?? null
      if (verdict.verb === 'reject') conclude(callId, 'refused')
    },
    take(event) {
      switch (event.kind) {
        case 'ringing': {
          const entry = open.get(event.callId)
          if (entry) entry.rang = true
          return
        }
        case 'answered': {
          const row = open.get(event.callId)?.row ?? over.get(event.callId)
          const answeredBy = directory.personByExtension(event.to)?.id ?? null
          if (!row) return patch(callOf(event.callId), { answeredAt: new Date(), answeredBy })
          row.answeredAt ??= new Date()
          row.answeredBy = answeredBy
          changed(row)
          return
        }
        case 'ended':
          finish(event.callId, 'answered', Math.round(event.seconds))
          return
        case 'failed': {
          const entry = open.get(event.callId)
          finish(event.callId, entry ? unanswered(entry) : 'missed')
          return
        }
        case 'emergency': {
          const row = emergencyRow(event, directory)
          if (!row) return
          open.set(event.callId, { row, verb: 'dial' })
          changed(row)
          return
        }
        default:
      }
    },
    ongoing: () => [...open.values()].map(({ row }) => row),
  }
}

const isIncoming = (data: CallData | OutgoingData): data is CallData => 'callee' in data

function newRow({ organisation, data }: Asked): CallRow {
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

const emptyRow = { answeredAt: null, answeredBy: null, endedAt: null, outcome: null, seconds: 0 }
