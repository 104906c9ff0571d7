/** Whose calendars this hub reads. */
import { caldav } from '../connectors/calendar/caldav/index.ts'
import type { Calendars, Vendor } from '../connectors/calendar/port.ts'
import type { Environment } from './environment.ts'

export function calendars({ caldavInside }: Environment): Calendars {
  const vendors: readonly Vendor[] = [caldav({ inside: caldavInside })]
  return { vendors, async stop() {} }
}
