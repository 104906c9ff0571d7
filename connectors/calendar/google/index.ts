/** Google Calendar, by its API v3. Tried against its published types only (docs/calendars.md says what that covers). */
import type { OAuth2Client } from 'google-auth-library'
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js'
import { type GoogleOptions, google, mailboxGrant } from '../../google/client.ts'
import { consent } from '../../google/consent.ts'
import { company } from '../company.ts'
import type { Tied, Vendor } from '../port.ts'
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

/** `tied`: the company that delegated its domain to the service account. */
export function googleCalendar({ tied, ...options }: GoogleOptions & { tied?: Tied | undefined }): Vendor {
  const app = { ...options, port: 'calendar', scopes }
  const asking = google(app, calendarApi)
  return {
    name: 'google',
    title: 'Google',
    ...(app.client && { consent: consent(app, app.client.id) }),
    ...(tied &&
      app.serviceAccount && {
        company: company(tied, (address, zone) => googleMailbox(asking(mailboxGrant(address), kept), zone)),
      }),
    open: (grant, { zone, keep }) => googleMailbox(asking(grant, keep), zone),
    notified: googleNotified,
  }
}

/** A service account's own grant is never another. */
const kept = async () => {}
