/** When a wall clock shows something, whatever zone the browser is in. */

/** What the zone's clock is ahead of UTC at a moment, in milliseconds. */
function ahead(moment: number, zone: string): number {
  const options = { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' } as const
  // Swedish writes ISO 8601.
  const shown = new Intl.DateTimeFormat('sv-SE', options).format(moment).replace(' ', 'T')
  return Date.parse(`${shown}Z`) - moment
}

/** ISO 8601 UTC of "2026-12-01" and "08:00" in a zone; where the clock is put forward over it, as much later. */
export function momentOf(date: string, time: string, zone: string): string {
  const wall = Date.parse(`${date}T${time}:00Z`)
  const first = wall - ahead(wall, zone)
  return new Date(wall - ahead(first, zone)).toISOString()
}
