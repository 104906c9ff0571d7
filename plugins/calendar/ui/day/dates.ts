/** Days of the organisation's zone, as addresses have them: "2026-10-09". */

/** Of a time: milliseconds since 1970. */
export const dateOf = (time: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(time)

/** `days` later. */
export function later(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** A time in the middle of that day, wherever on earth: for its name. */
export const noonOf = (date: string): Date => new Date(`${date}T12:00:00Z`)

/** What the hub knows: from yesterday to a week ahead. */
export const known = (date: string, today: string): boolean => date >= later(today, -1) && date <= later(today, 7)
