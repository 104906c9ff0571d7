/** What the log of calls is told, and whom it tells. */
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Phrase } from '../../core/define.ts'
import type { CurrentCall } from './contract.ts'
import type { Course } from './course.ts'
import type { LegNews } from './leg-news.ts'
import type { CallChanges, CallRow, Part } from './model.ts'
import type { Decidable } from './parties.ts'

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
  readonly hear: (news: LegNews) => void
  /** Ends what began before and isn't among the calls (Call-IDs) that the signalling side has: nobody told of its end. */
  readonly lost: (alive: ReadonlySet<string>, before: Date) => void
  /** Calls that are still going on, as far as this hub was asked about them. */
  readonly ongoing: () => readonly CallRow[]
  /** By its id or Call-ID. */
  readonly current: (call: string) => CurrentCall | undefined
  readonly currentOf: (person: string) => readonly CurrentCall[]
}

export interface Outlets {
  /** Kept for good. */
  readonly write: (row: CallRow) => void
  /** Of a call that another hub, gone since, was asked about: what is known of its course. */
  readonly patch: (call: string, changes: CallChanges) => void
  /** Shown to whom it concerns, on every hub. */
  readonly show: (course: Course) => void
  readonly ended: (row: CallRow) => void
  /** People at whom a call rang that was missed. */
  readonly rang: (row: CallRow, people: readonly string[]) => void
  /** Of whoever came into a call later: kept for good. */
  readonly part: (part: Part) => void
}
