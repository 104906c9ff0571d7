import { DateTime } from 'luxon'

/** "2026-11-24" on the calendar of the zone. */
export const dayIn = (zone: string, at: Date): string => DateTime.fromJSDate(at, { zone }).toFormat('yyyy-MM-dd')

export const hourIn = (zone: string, at: Date): number => DateTime.fromJSDate(at, { zone }).hour
