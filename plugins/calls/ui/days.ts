/** The log day by day, in the organisation's zone. */
import { daysAhead, longDay } from '../../../ui/time.ts'
import type { CallEntry } from '../contract.ts'
import { t } from './list-words/index.ts'

export interface Day<Call> {
  readonly key: string
  /** "Today, Friday 9 October", "Thursday 8 October" */
  readonly heading: string
  readonly calls: readonly Call[]
}

/** `calls` are newest first, and so are the days. */
export function byDay<Call extends Pick<CallEntry, 'startedAt'>>(calls: readonly Call[]): readonly Day<Call>[] {
  const days = Map.groupBy(calls, ({ startedAt }) => daysAhead(new Date(startedAt)))
  return [...days].map(([ahead, ofDay]) => ({
    key: String(ahead),
    heading: heading(ahead, new Date(ofDay[0]?.startedAt ?? 0)),
    calls: ofDay,
  }))
}

function heading(ahead: number, day: Date): string {
  // Far enough back, the day alone would be another year's.
  const named = ahead < -300 ? `${longDay(day)} ${day.getUTCFullYear()}` : longDay(day)
  return ahead === 0 ? t('today', { day: named }) : named.charAt(0).toUpperCase() + named.slice(1)
}
