/** Somebody who has linked her calendars in the stand-in for Google. */
import type { Entry } from '../../entries.ts'
import type { Grant, Vendor } from '../../port.ts'
import { googleCalendar } from '../index.ts'
import type { GoogleCalendar } from './calendar-store.ts'
import { type GoogleServer, googleServer } from './google-server.ts'
import { written } from './written.ts'

export const anna = 'anna@norrsken.example'
/** RFC 7636 appendix B. */
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
export const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
export const redirect = 'https://svara.norrsken.example/linked'
export const holidays = 'sv.swedish#holiday@group.v.calendar.google.com'

/** The company that delegated its domain. */
export const tied = { organisation: 'norrsken', domains: ['norrsken.example'] }

export async function linked(serviceAccount?: string) {
  const server = await googleServer()
  const vendor = googleCalendar({ client: server.client, serviceAccount, tied, fetch: server.fetch })
  const main: GoogleCalendar = {
    entry: {
      kind: 'calendar#calendarListEntry',
      id: anna,
      summary: anna,
      summaryOverride: 'Anna',
      primary: true,
      backgroundColor: '#9FE1E7',
    },
    events: new Map(),
  }
  const quiet: GoogleCalendar = {
    entry: { id: holidays, summary: 'Helgdagar i Sverige', accessRole: 'reader' },
    quiet: true,
    events: new Map(),
  }
  server.calendars.set(anna, [main, quiet])
  const grant = await consented(server, vendor)
  return { server, vendor, grant, main }
}

/** What she gets who says yes in Google's pages. */
export async function consented(server: GoogleServer, { consent }: Vendor): Promise<Grant> {
  const { code } = server.identity.consent(consent?.address({ redirect, state: 's', challenge }) ?? '', anna)
  return (await consent?.redeem({ redirect, code, verifier })) ?? { account: '', secret: {} }
}

/** Whose occurrences are written together have ids that begin alike. */
const idsOf = (calendar: GoogleCalendar, key: string) =>
  [...calendar.events.keys()].filter(id => id === key || id.startsWith(`${key}_`))

export const put = (server: GoogleServer, calendar: GoogleCalendar, entry: Entry) =>
  server.store.put(calendar, idsOf(calendar, entry.key), entry.cancelled ? [] : written(entry))

export const remove = (server: GoogleServer, calendar: GoogleCalendar, key: string) =>
  server.store.put(calendar, idsOf(calendar, key), [])
