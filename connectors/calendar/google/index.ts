/** Google Calendar, by its API v3. Tried against its published types only (docs/calendars.md says what that covers). */
import type { OAuth2Client } from 'google-auth-library'
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js'
import { type GoogleOptions, google, mailboxGrant } from '../../google/client.ts'
import { consent } from '../../google/consent.ts'
import type { Vendor } from '../port.ts'
import { isGone, noCalendar, reasonOf } from '../problems.ts'
import { googleMailbox } from './mailbox.ts'
import { googleNotified } from './notified.ts'

/** Reading events and the list of calendars: the least that will do. */
const scopes = [
  'https://www.googleapis.com/auth/calendar.events.readonly',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
]

async function calendarApi(auth: OAuth2Client): Promise<calendar_v3.Calendar> {
  const { calendar_v3 } = await import('googleapis/build/src/apis/calendar/v3.js')
  return new calendar_v3.Calendar({ auth })
}

export function googleCalendar(options: GoogleOptions): Vendor {
  const app = { ...options, port: 'calendar', scopes }
  const asking = google(app, calendarApi)
  return {
    name: 'google',
    title: 'Google',
    ...(app.client && { consent: consent(app, app.client.id) }),
    ...(app.serviceAccount && {
      async forCompany(address: string) {
        const grant = mailboxGrant(address)
        const ask = asking(grant, async () => {})
        await ask(calendar => calendar.calendarList.get({ calendarId: 'primary', fields: 'id' })).catch(noAccount)
        return grant
      },
    }),
    open: (grant, { zone, keep }) => googleMailbox(asking(grant, keep), zone),
    notified: googleNotified,
  }
}

/** Google says it of an address outside the company, and of one that nobody has. */
function noAccount(error: unknown): never {
  const reason = reasonOf(error)
  throw isGone(error) || /Invalid email or User ID|Not a valid email/i.test(reason) ? noCalendar(reason) : error
}
