/** A call in the log while it goes on: its row, who rings, and the legs that it has beside its own. */
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { CurrentCall, Outcome } from './contract.ts'
import type { Course } from './course.ts'
import type { LegNews, Other } from './leg-news.ts'
import { callerOf, currentCall } from './log-row.ts'
import type { CallRow, Part } from './model.ts'

export interface Leg {
  readonly callId: string
  person: string | undefined
  readonly outside: boolean
  /** Whom its person talks to. */
  readonly other: Other
  /** It was answered by a person, not by a machine only. */
  counted: boolean
  over: boolean
  readonly rang: Set<string>
}

export interface Entry {
  readonly row: CallRow
  /** The last verdict. */
  verb: Verdict['verb']
  readonly ringing: Set<string>
  /** At some time, before anybody answered. */
  readonly rang: Set<string>
  /** The other side never learned of it. */
  unreached: boolean
  /** What answers is no person. */
  standIn: boolean
  /** An agent answered for a person whom a leg will name. */
  unnamed: boolean
  /** A message was left. */
  voicemail: boolean
  parked: boolean
  /** By Call-ID. */
  readonly legs: Map<string, Leg>
  /** Whoever came into the call after it was answered, by person. */
  readonly parts: Map<string, Part>
  /** Who was in it from the beginning and is no more, though it goes on, by person: since when. */
  readonly gone: Map<string, Date>
}

export const newEntry = (row: CallRow, verb: Verdict['verb']): Entry => ({
  row,
  verb,
  ringing: new Set(),
  rang: new Set(),
  unreached: false,
  standIn: false,
  unnamed: false,
  voicemail: false,
  parked: false,
  legs: new Map(),
  parts: new Map(),
  gone: new Map(),
})

/** What a call came to that ends without having been answered. */
const unansweredOutcome: Record<Verdict['verb'], Outcome> = {
  ring: 'missed',
  dial: 'unanswered',
  progress: 'announced',
  reject: 'refused',
}

/** Whose phones rang has missed it, whatever the caller was told then, unless a message was left. */
export function unanswered({ row, verb, rang, unreached, voicemail }: Entry): Outcome {
  if (voicemail) return 'voicemail'
  const sentOut = verb === 'dial'
  // Of one that came in and was sent on to the public network, nobody there hears of it otherwise.
  if (sentOut && row.calleeKind !== 'outside') return 'missed'
  if (sentOut && unreached) return 'failed'
  return rang.size > 0 && !sentOut ? 'missed' : unansweredOutcome[verb]
}

export const courseOf = ({ row, verb, ringing, rang, parked, legs, parts, gone }: Entry): Course => ({
  row: { ...row },
  verb,
  ringing: [...ringing],
  rang: [...rang],
  parked,
  legs: [...legs.values()].filter(({ over }) => !over).map(({ callId, person }) => ({ callId, person })),
  parts: [...parts.values()].map(part => ({ ...part })),
  gone: [...gone].map(([person, at]) => ({ person, at })),
})

export const currentOf = (entry: Entry): CurrentCall => currentCall(entry.row, courseOf(entry))

export const takesPart = ({ row, legs, gone }: Entry, person: string): boolean =>
  ([row.callerPerson, row.answeredBy].includes(person) && !gone.has(person)) ||
  [...legs.values()].some(leg => leg.person === person && leg.counted && !leg.over)

export function addLeg(entry: Entry, news: LegNews & { what: 'leg' | 'joins' }): Leg {
  const known = entry.legs.get(news.callId)
  if (known) return known
  const leg: Leg = {
    callId: news.callId,
    person: news.person,
    outside: news.what === 'leg' && news.outside,
    other: news.other ?? callerOf(entry.row),
    counted: false,
    over: false,
    rang: new Set(),
  }
  entry.legs.set(news.callId, leg)
  return leg
}

/** Somebody has answered on this leg: the call, or, where somebody had answered it before, her part of it. */
export function count(entry: Entry, leg: Leg, at: Date): Part | undefined {
  if (leg.counted) return undefined
  leg.counted = true
  const { row, parts } = entry
  if (leg.person !== undefined) entry.gone.delete(leg.person)
  for (const person of leg.rang) entry.ringing.delete(person)
  if (!row.answeredAt || entry.unnamed) {
    row.answeredAt ??= at
    row.answeredBy = leg.person ?? null
    entry.unnamed = false
    entry.ringing.clear()
    // Told behind its end.
    if (row.endedAt) row.outcome = 'answered'
    return undefined
  }
  const { person } = leg
  if (person === undefined || person === row.callerPerson || person === row.answeredBy) return undefined
  const part = parts.get(person) ?? newPart(row, person, leg.other, at)
  Object.assign(part, { answeredAt: part.answeredAt ?? at, endedAt: null, outcome: 'answered' })
  parts.set(person, part)
  return leg.over || row.endedAt ? ended(part, row.endedAt ?? at) : part
}

/** What the end of a leg leaves in the log of whoever it was for. */
export function endLeg(entry: Entry, leg: Leg, at: Date): readonly Part[] {
  leg.over = true
  const { row, parts } = entry
  for (const person of leg.rang) entry.ringing.delete(person)
  const part = leg.person === undefined ? undefined : parts.get(leg.person)
  if (leg.counted) {
    if (leg.person !== undefined && !part && row.answeredAt) entry.gone.set(leg.person, at)
    return part ? [ended(part, at)] : []
  }
  // Of a call that nobody has answered yet, all that rang is told at its end.
  if (!row.answeredAt) return []
  return [...leg.rang]
    .filter(person => !parts.has(person) && person !== row.answeredBy && person !== row.callerPerson)
    .map(person => {
      const missed: Part = { ...newPart(row, person, leg.other, at), endedAt: at, outcome: 'missed' }
      parts.set(person, missed)
      return missed
    })
}

export const endParts = ({ parts }: Entry, at: Date): readonly Part[] =>
  [...parts.values()].filter(({ endedAt }) => endedAt === null).map(part => ended(part, at))

function ended(part: Part, at: Date): Part {
  const seconds = part.answeredAt ? Math.max(0, Math.round((at.getTime() - part.answeredAt.getTime()) / 1000)) : 0
  return Object.assign(part, { endedAt: at, seconds })
}

const newPart = (row: CallRow, person: string, other: Other, startedAt: Date): Part => ({
  organisationId: row.organisationId,
  call: row.id,
  person,
  startedAt,
  answeredAt: null,
  endedAt: null,
  outcome: null,
  seconds: 0,
  otherPerson: other.person ?? null,
  otherNumber: other.number ?? null,
  otherName: other.name ?? null,
  otherHidden: other.hidden,
})
