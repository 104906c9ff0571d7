/** What calls out have cost today, and may still cost: in memory, the same on every hub. */
import { costOf, reserveOf } from './prices.ts'

/** One call by the public network. */
export interface Entry {
  /** SIP Call-ID. */
  readonly callId: string
  readonly organisation: string
  /** Who pays for it. */
  readonly person?: string | undefined
  readonly dialled: string
  readonly country?: string | undefined
  /** Öre. */
  readonly minute: number
  readonly opening: number
  /** Of the organisation's calendar, as "2026-11-24": the day that it is counted to. */
  readonly day: string
  readonly startedAt: number
  answeredAt?: number | undefined
  /** Set when it is over. */
  cost?: number | undefined
  seconds?: number | undefined
}

export interface Owner {
  readonly organisation: string
  /** None: all of the organisation. */
  readonly person?: string | undefined
}

export interface Ledger {
  get(callId: string): Entry | undefined
  /** A later entry of the same call takes the place of an earlier one that was never answered. */
  put(entry: Entry): void
  answered(callId: string, at: number): Entry | undefined
  /** `seconds` of talk; undefined: never answered, costs nothing. Undefined when it isn't known, or over already. */
  over(callId: string, seconds: number | undefined): Entry | undefined
  /** Öre of a day at a moment. Calls under way count as their first minute at least. */
  spent(owner: Owner, day: string, now: number): number
  /** Calls that aren't over. */
  open(owner?: Owner): readonly Entry[]
  /** All that have cost something that day. */
  people(organisation: string, day: string): ReadonlySet<string>
  /** Calls that began since then, ended ones too. */
  since(owner: Owner, from: number): readonly Entry[]
  /** Forgets what is over and of another day than these. */
  keep(days: ReadonlySet<string>): void
}

export const costNow = (entry: Entry, now: number): number => {
  if (entry.cost !== undefined) return entry.cost
  const reserve = reserveOf(entry)
  if (entry.answeredAt === undefined) return reserve
  return Math.max(reserve, costOf(entry, Math.max(0, Math.floor((now - entry.answeredAt) / 1000))))
}

export function openLedger(): Ledger {
  const byCall = new Map<string, Entry>()
  const all = new Set<Entry>()
  const belongs = (entry: Entry, { organisation, person }: Owner) =>
    entry.organisation === organisation && (person === undefined || entry.person === person)

  return {
    get: callId => byCall.get(callId),
    put(entry) {
      const before = byCall.get(entry.callId)
      if (before && before.answeredAt === undefined) all.delete(before)
      byCall.set(entry.callId, entry)
      all.add(entry)
    },
    answered(callId, at) {
      const entry = byCall.get(callId)
      if (!entry || entry.cost !== undefined || entry.answeredAt !== undefined) return undefined
      entry.answeredAt = at
      return entry
    },
    over(callId, seconds) {
      const entry = byCall.get(callId)
      if (!entry || entry.cost !== undefined) return undefined
      entry.seconds = seconds ?? 0
      entry.cost = seconds === undefined ? 0 : costOf(entry, seconds)
      return entry
    },
    spent(owner, day, now) {
      let sum = 0
      for (const entry of all) if (entry.day === day && belongs(entry, owner)) sum += costNow(entry, now)
      return sum
    },
    open: owner => [...all].filter(entry => entry.cost === undefined && (!owner || belongs(entry, owner))),
    people(organisation, day) {
      const found = new Set<string>()
      for (const entry of all) {
        if (entry.organisation === organisation && entry.day === day && entry.person) found.add(entry.person)
      }
      return found
    },
    since: (owner, from) => [...all].filter(entry => entry.startedAt >= from && belongs(entry, owner)),
    keep(days) {
      for (const entry of all) {
        if (entry.cost === undefined || days.has(entry.day)) continue
        all.delete(entry)
        if (byCall.get(entry.callId) === entry) byCall.delete(entry.callId)
      }
    },
  }
}
