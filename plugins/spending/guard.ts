/** Whether a call may begin, and which ones under way must end, by the limits. */
import type { Limits, Spent } from './contract.ts'
import type { Entry, Ledger, Owner } from './ledger.ts'
import { reserveOf } from './prices.ts'

/** `next`: a call that would come on top. */
export function spentBy(
  ledger: Ledger,
  owner: Owner,
  limits: Limits,
  { day, now, next }: { day: string; now: number; next: { minute: number; opening: number } },
): Spent {
  const today = ledger.spent(owner, day, now)
  const calls = ledger.open(owner).length
  return {
    today,
    ...(limits.day !== null && { limit: limits.day }),
    // What costs nothing passes no limit.
    dayReached: limits.day !== null && reserveOf(next) > 0 && today + reserveOf(next) > limits.day,
    calls,
    ...(limits.calls !== null && { most: limits.calls }),
    full: limits.calls !== null && calls >= limits.calls,
  }
}

/** How far ahead it is looked, in milliseconds: it takes a moment to end a call, and the other side counts whole seconds. */
export const ahead = 2000

/** Calls that would take the owner past the limit in a moment: all that get dearer by the minute, since any of them would. */
export function toEnd(ledger: Ledger, owner: Owner, limit: number, day: string, now: number): readonly Entry[] {
  if (ledger.spent(owner, day, now + ahead) <= limit) return []
  return ledger
    .open(owner)
    .filter(({ minute, answeredAt, day: of }) => minute > 0 && answeredAt !== undefined && of === day)
}

/** Within an hour. */
export const pattern = { calls: 10, seconds: 60, from: 20, to: 6 } as const

/**
 * Many short calls to one country abroad at night: what a stolen secret is used for. `hour`: of the organisation's clock. Gives how many,
 * where they are too many.
 */
export function oddPattern(
  calls: readonly Entry[],
  { home, hour, country }: { home: string; hour: number; country: string | undefined },
): number | undefined {
  if (country === undefined || country === home) return undefined
  if (hour < pattern.from && hour >= pattern.to) return undefined
  const short = calls.filter(entry => entry.country === country && (entry.seconds ?? 0) < pattern.seconds).length
  return short >= pattern.calls ? short : undefined
}
