/** The log of calls: one entry a call, whatever its legs; written behind the call, never before it. */
import { LRUCache } from 'lru-cache'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Directory } from '../directory/contract.ts'
import type { Outcome } from './contract.ts'
import type { LegNews } from './leg-news.ts'
import type { CallLog, Outlets } from './log-ends.ts'
import {
  addLeg,
  count,
  courseOf,
  currentOf,
  type Entry,
  endLeg,
  endParts,
  type Leg,
  newEntry,
  takesPart,
  unanswered,
} from './log-entry.ts'
import { emergencyRow, newRow } from './log-row.ts'
import type { CallRow } from './model.ts'
import { callOf } from './parties.ts'

export function callLog(directory: Directory, { write, patch, show, ended, rang, part }: Outlets): CallLog {
  /** By Call-ID. */
  const open = new Map<string, Entry>()
  /** Events overtake each other: that a call was answered may be told when it is over. */
  const over = new LRUCache<string, Entry>({ max: 5_000, ttl: 60_000 })
  /** Calls by the Call-IDs of their legs. */
  const legs = new LRUCache<string, { entry: Entry; leg: Leg }>({ max: 20_000 })
  /** Events of calls not known here, which may be legs that this hub hears of in a moment. */
  const early = new LRUCache<string, TelephonyEvent[]>({ max: 2_000, ttl: 10_000 })
  /** Sides of a call that agents have, by Call-ID. */
  const held = new LRUCache<string, number>({ max: 20_000 })

  const told = (entry: Entry) => show(courseOf(entry))
  const byId = (call: string) =>
    [...open.values()].find(({ row }) => row.id === call) ?? [...over.values()].find(({ row }) => row.id === call)
  const personAt = (extension: string) => directory.personByExtension(extension)?.id

  function changed(entry: Entry): void {
    write({ ...entry.row })
    told(entry)
  }

  function begin(callId: string, row: CallRow, verb: Verdict['verb']): void {
    const entry = newEntry(row, verb)
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
    entry.parked = false
    const endedAt = new Date()
    if (outcome === 'answered') row.answeredAt ??= new Date(endedAt.getTime() - seconds * 1000)
    Object.assign(row, { endedAt, outcome, seconds })
    for (const one of endParts(entry, endedAt)) part({ ...one })
    changed(entry)
    const others = [...entry.rang].filter(person => person !== row.calleePerson && person !== row.callerPerson)
    if ((outcome === 'missed' || outcome === 'voicemail') && others.length > 0) rang(row, others)
    ended(row)
  }

  function finish(callId: string, outcome: Outcome, seconds = 0): void {
    if (open.has(callId)) conclude(callId, outcome, seconds)
    else if (!over.has(callId)) patch(callOf(callId), { endedAt: new Date(), outcome, seconds })
  }

  /** Whoever answered did it within the call: its time is not that of the dialog. */
  const since = ({ answeredAt }: CallRow) =>
    answeredAt ? Math.max(0, Math.round((Date.now() - answeredAt.getTime()) / 1000)) : 0

  function answeredOn(entry: Entry, leg: Leg): void {
    const begun = count(entry, leg, new Date())
    if (begun) part({ ...begun })
    changed(entry)
  }

  function takeOfLeg({ entry, leg }: { entry: Entry; leg: Leg }, event: TelephonyEvent): void {
    switch (event.kind) {
      case 'ringing': {
        const person = personAt(event.extension)
        if (person === undefined || entry.row.endedAt || leg.counted) return
        leg.rang.add(person)
        entry.ringing.add(person)
        if (!entry.row.answeredAt) entry.rang.add(person)
        told(entry)
        return
      }
      case 'answered':
        leg.person ??= personAt(event.to)
        if (!leg.outside) answeredOn(entry, leg)
        return
      case 'ended':
      case 'failed':
        if (held.has(leg.callId)) return
        for (const one of endLeg(entry, leg, new Date())) part({ ...one })
        told(entry)
        return
      default:
    }
  }

  function attach(news: LegNews & { what: 'leg' | 'joins' }): void {
    const entry = byId(news.call)
    if (!entry || legs.has(news.callId)) return
    const leg = addLeg(entry, news)
    legs.set(news.callId, { entry, leg })
    if (news.what === 'joins') {
      const own = open.get(news.callId)
      leg.person ??= own?.row.answeredBy ?? own?.row.calleePerson ?? undefined
      if (own) conclude(news.callId, own.row.answeredAt ? 'answered' : unanswered(own), since(own.row))
      answeredOn(entry, leg)
    }
    const before = early.get(news.callId) ?? []
    early.delete(news.callId)
    for (const event of before) takeOfLeg({ entry, leg }, event)
  }

  function take(event: TelephonyEvent): void {
    if (!('callId' in event)) return
    const { callId } = event
    const leg = legs.get(callId)
    if (leg) {
      takeOfLeg(leg, event)
      return
    }
    if (!open.has(callId) && !over.has(callId)) early.set(callId, [...(early.get(callId) ?? []), event])
    switch (event.kind) {
      case 'ringing': {
        const entry = open.get(callId)
        const person = personAt(event.extension)
        // Events overtake each other: who talks already doesn't go back to ringing.
        if (!entry || person === undefined || entry.row.answeredAt) return
        entry.ringing.add(person)
        entry.rang.add(person)
        told(entry)
        return
      }
      case 'answered': {
        const entry = open.get(callId) ?? over.get(callId)
        const answeredBy = personAt(event.to) ?? null
        if (!entry) {
          patch(callOf(callId), { answeredAt: new Date(), answeredBy })
          return
        }
        if (entry.standIn) return
        entry.row.answeredAt ??= new Date()
        entry.row.answeredBy ??= answeredBy
        entry.unnamed = entry.row.answeredBy === null && entry.row.calleeKind !== 'outside' && entry.verb === 'ring'
        entry.ringing.clear()
        changed(entry)
        return
      }
      case 'ended': {
        if (held.has(callId)) return
        const entry = open.get(callId)
        if (entry?.standIn && !entry.row.answeredAt) {
          finish(callId, unanswered(entry))
          return
        }
        finish(callId, 'answered', entry?.standIn ? since(entry.row) : Math.round(event.seconds))
        return
      }
      case 'failed': {
        const entry = open.get(callId)
        finish(callId, entry ? unanswered(entry) : 'missed')
        return
      }
      case 'left': {
        const entry = open.get(callId)
        const person = personAt(event.extension)
        if (!entry || person === undefined) return
        entry.gone.set(person, new Date())
        told(entry)
        return
      }
      case 'emergency': {
        const row = emergencyRow(event, directory)
        if (row) begin(callId, row, 'dial')
        return
      }
      default:
    }
  }

  /** That an agent has it was told behind its end, which was none. */
  function reopen(callId: string): void {
    const entry = over.get(callId)
    if (entry?.row.outcome !== 'answered') return
    over.delete(callId)
    open.set(callId, entry)
    Object.assign(entry.row, { endedAt: null, outcome: null, seconds: 0 })
    changed(entry)
  }

  function hear(news: LegNews): void {
    switch (news.what) {
      case 'leg':
      case 'joins':
        attach(news)
        return
      case 'together': {
        const found = legs.get(news.callId)
        if (found && !found.leg.counted) answeredOn(found.entry, found.leg)
        return
      }
      case 'taken':
        held.set(news.callId, (held.get(news.callId) ?? 0) + 1)
        reopen(news.callId)
        return
      case 'let-go': {
        const left = (held.get(news.callId) ?? 0) - 1
        if (left > 0) {
          held.set(news.callId, left)
          return
        }
        if (!held.delete(news.callId)) return
        const entry = open.get(news.callId)
        take({ kind: 'ended', callId: news.callId, seconds: entry ? since(entry.row) : 0, by: 'system' })
        return
      }
      case 'voicemail': {
        const entry = byId(news.call)
        if (!entry) return
        entry.voicemail = news.left
        if (!entry.row.endedAt || entry.row.outcome === 'answered') return
        entry.row.outcome = unanswered(entry)
        changed(entry)
        return
      }
      case 'parked': {
        const entry = byId(news.call)
        if (!entry || entry.row.endedAt) return
        entry.parked = news.parked
        told(entry)
        return
      }
    }
  }

  return {
    began(asked) {
      const { callId } = asked.data
      early.delete(callId)
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
      entry.row.callerName ??= ('named' in verdict ? (verdict.named as string | undefined) : undefined) ?? name ?? null
      if (verdict.verb === 'reject') conclude(callId, unanswered(entry))
      else changed(entry)
    },
    unreached(callId) {
      const entry = open.get(callId)
      if (entry) entry.unreached = true
    },
    take,
    hear,
    lost(alive, before) {
      for (const [callId, entry] of open) {
        if (alive.has(callId) || held.has(callId) || entry.row.startedAt >= before) continue
        conclude(callId, entry.row.answeredAt ? 'answered' : unanswered(entry), since(entry.row))
      }
    },
    ongoing: () => [...open.values()].map(({ row }) => row),
    current(call) {
      const entry = open.get(call) ?? legs.get(call)?.entry ?? [...open.values()].find(({ row }) => row.id === call)
      return entry && !entry.row.endedAt ? currentOf(entry) : undefined
    },
    currentOf: person => [...open.values()].filter(entry => takesPart(entry, person)).map(currentOf),
  }
}
