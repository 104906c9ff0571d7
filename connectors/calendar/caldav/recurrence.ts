/**
 * When a rule has it (RFC 5545 section 3.3.10), on walls: in ms as if they were UTC's, so that no zone has a part in it, least of all the
 * machine's. Whatever the rule, it ends after some work.
 */
import { RRuleTemporal } from 'rrule-temporal'

/** Rules that count have to be gone through from their start; the others are entered where they are asked for. */
const most = { maxIterations: 2_000, maxCandidateEvaluations: 5_000 }

const hour = 3600_000
const day = 24 * hour

/**
 * The walls in [from, to], the start itself among them. Throws for a rule that is none, or that takes too long: by the second, as no calendar
 * has it.
 *
 * @param rule As in "FREQ=WEEKLY;BYDAY=MO", UNTIL on walls too.
 */
export function recurring(rule: string, start: number, from: number, to: number): readonly number[] {
  const text = `DTSTART:${stamp(start)}\nRRULE:${counted(rule, start)}`
  const times = new RRuleTemporal({ rruleString: text, includeDtstart: true, ...most })
  return times.between(new Date(from), new Date(to), true).map(each => each.epochMilliseconds)
}

/** The latest wall that is not after `before`. Throws as `recurring`. */
export function latest(rule: string, start: number, before: number): number | undefined {
  const text = `DTSTART:${stamp(start)}\nRRULE:${rule}`
  const times = new RRuleTemporal({ rruleString: text, includeDtstart: true, ...most })
  return times.previous(new Date(before), true)?.epochMilliseconds
}

/** "20261009T133000Z". */
export const stamp = (wall: number): string => new Date(wall).toISOString().replaceAll(/[-:]|\.\d+/g, '')

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/**
 * How people's series are counted, every so many days, or weeks on certain days, is known without going through them: "COUNT=300" becomes the
 * day of the last. Other rules stay as they are.
 */
function counted(rule: string, start: number): string {
  const { COUNT, FREQ, INTERVAL = '1', BYDAY, WKST = 'MO', ...others } = partsOf(rule)
  const [count, interval] = [Number(COUNT), Number(INTERVAL)]
  if (!(count >= 1) || !(interval >= 1) || Object.keys(others).length || count * interval > 40_000) return rule
  const until = (days: number) => `${rule.replace(/COUNT=\d+/i, `UNTIL=${stamp(start + days * day)}`)}`
  if (FREQ === 'DAILY' && BYDAY === undefined) return until((count - 1) * interval)
  if (FREQ !== 'WEEKLY') return rule
  // Days from the start of the week, which is WKST's.
  const inWeek = (name: string) => (weekdays.indexOf(name) - weekdays.indexOf(WKST) + 7) % 7
  const own = weekdays[new Date(start).getUTCDay()] ?? ''
  const names = BYDAY?.split(',') ?? [own]
  // What starts on another day than its rule's is counted by whoever made the rule.
  if (!names.every(name => weekdays.includes(name)) || !names.includes(own)) return rule
  const days = [...new Set(names.map(inWeek))].toSorted((a, b) => a - b)
  const nth = days.indexOf(inWeek(own)) + count - 1
  const last = Math.floor(nth / days.length) * 7 * interval + (days[nth % days.length] ?? 0)
  return until(last - inWeek(own))
}

const partsOf = (rule: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    rule
      .toUpperCase()
      .split(';')
      .map(part => part.split('='))
      .map(([name = '', value = '']) => [name, value]),
  )
