/** Whose calendars this hub reads. A vendor's own library is loaded with the first request to it, and not before. */
import { caldav } from '../connectors/calendar/caldav/index.ts'
import { googleCalendar } from '../connectors/calendar/google/index.ts'
import { microsoftCalendar } from '../connectors/calendar/microsoft/index.ts'
import type { Calendars, Vendor } from '../connectors/calendar/port.ts'
import type { Environment } from './environment.ts'

export function calendars({ microsoft, google, companies, caldavInside }: Environment): Calendars {
  const vendors: readonly Vendor[] = [
    ...(microsoft ? [microsoftCalendar({ ...microsoft, tied: companies.microsoft })] : []),
    // A service account may be there for mail alone.
    ...(google.client || (google.serviceAccount && companies.google)
      ? [googleCalendar({ ...google, tied: companies.google })]
      : []),
    caldav({ inside: caldavInside }),
  ]
  return { vendors, async stop() {} }
}
