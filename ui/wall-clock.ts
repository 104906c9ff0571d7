/** Between the wall clock of a zone and time itself, whatever zone the browser is in, also on days when the clocks change. */
const minute = 60_000
const day = 24 * 60 * minute

// Making one costs a hundred times what using it does.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const options = { calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', second: '2-digit' } as const
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...digits, ...options })
  formats.set(zone, made)
  return made
}

/** What the wall clock shows at `time` (ms), as if it were UTC (ms, whole seconds). */
export function wallAt(time: number, zone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(time)) parts[type] = Number(value)
  const { year = 0, month = 1, day: date = 1, hour = 0, minute: minutes = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, date, hour, minutes, second)
}

const offsetAt = (time: number, zone: string) => wallAt(time, zone) - Math.floor(time / 1000) * 1000

/**
 * When the wall clock shows `wall` (as UTC, ms): once; twice where it is set back; where it is set forward over it, once, as much later as
 * it is set forward.
 */
export function instantsOf(wall: number, zone: string): readonly number[] {
  const before = offsetAt(wall - day, zone)
  const offsets = new Set([before, offsetAt(wall + day, zone)])
  const instants = [...offsets].map(offset => wall - offset).filter(instant => wallAt(instant, zone) === wall)
  return instants.length > 0 ? instants.toSorted((a, b) => a - b) : [wall - before]
}

/** Midnight at the beginning of the wall clock's day, as UTC. */
export const today = (now: number, zone: string): number => Math.floor(wallAt(now, zone) / day) * day

/** "2026-10-09" */
export const dayOf = (time: Date, zone: string): string =>
  new Date(today(time.getTime(), zone)).toISOString().slice(0, 10)

/** "14:30" */
export const timeOf = (time: Date, zone: string): string =>
  new Date(wallAt(time.getTime(), zone)).toISOString().slice(11, 16)

/** `time` ("14:30", read already) on `date` ("2026-10-09"; today unless given). Undefined when that is over. */
export function endAt(time: string, now: Date, zone: string, date = dayOf(now, zone)): Date | undefined {
  const instants = instantsOf(Date.parse(`${date}T${time}:00Z`), zone)
  // Where the clock shows it twice, the one that is still to come.
  const end = instants.find(instant => instant > now.getTime())
  return end === undefined ? undefined : new Date(end)
}
