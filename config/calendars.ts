/** Whose calendars this hub reads. */
import type { Calendars, Vendor } from '../connectors/calendar/port.ts'
import type { Environment } from './environment.ts'

export function calendars(_environment: Environment): Calendars {
  const vendors: readonly Vendor[] = []
  return { vendors, async stop() {} }
}
