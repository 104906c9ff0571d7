/**
 * Microsoft 365 and outlook.com, by Microsoft Graph 1.0. Tried against its published types only (docs/calendars.md says what that covers).
 */
import { mailboxGrant, openAccess } from '../../microsoft/access.ts'
import { graph } from '../../microsoft/client.ts'
import { consent } from '../../microsoft/consent.ts'
import { isOneTenant, type MicrosoftOptions, microsoftApp } from '../../microsoft/token.ts'
import { company } from '../company.ts'
import type { Tied, Vendor } from '../port.ts'
import { microsoftMailbox } from './mailbox.ts'
import { microsoftNotified } from './notified.ts'

/** `tied`: the company whose tenant it is lets the application in by itself. */
export function microsoftCalendar({ tied, ...options }: MicrosoftOptions & { tied?: Tied | undefined }): Vendor {
  // Subscriptions are not to be had for Calendars.ReadBasic.
  const app = microsoftApp(options, { port: 'calendar', permission: 'Calendars.Read' })
  const accessOf = openAccess(app)
  return {
    name: 'microsoft',
    title: 'Microsoft 365',
    consent: consent(app),
    ...(tied &&
      isOneTenant(app.tenant) && {
        company: company(tied, (address, zone) =>
          microsoftMailbox(graph(app, accessOf(mailboxGrant(app, address), kept)), zone),
        ),
      }),
    open: (grant, { zone, keep }) => microsoftMailbox(graph(app, accessOf(grant, keep)), zone),
    notified: microsoftNotified,
  }
}

/** An application's own grant is never another. */
const kept = async () => {}
