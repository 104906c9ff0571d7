/**
 * Microsoft 365 and outlook.com, by Microsoft Graph 1.0. Tried against its published types only (docs/calendars.md says what that covers).
 */
import { noMailbox } from '../../http/problems.ts'
import { mailboxGrant, openAccess } from '../../microsoft/access.ts'
import { graph } from '../../microsoft/client.ts'
import { consent } from '../../microsoft/consent.ts'
import { isOneTenant, type MicrosoftOptions, microsoftApp } from '../../microsoft/token.ts'
import type { Vendor } from '../port.ts'
import { isGone, reasonOf } from '../problems.ts'
import { microsoftMailbox } from './mailbox.ts'
import { microsoftNotified } from './notified.ts'

export function microsoftCalendar(options: MicrosoftOptions): Vendor {
  // Subscriptions are not to be had for Calendars.ReadBasic.
  const app = microsoftApp(options, { port: 'calendar', permission: 'Calendars.Read' })
  const accessOf = openAccess(app)
  return {
    name: 'microsoft',
    title: 'Microsoft 365',
    consent: consent(app),
    ...(isOneTenant(app.tenant) && {
      async forCompany(address: string) {
        const grant = mailboxGrant(app, address)
        const { ask, path } = graph(
          app,
          accessOf(grant, async () => {}),
        )
        await ask(`/${path}/calendar`, request => request.select('id').get()).catch((error: unknown) => {
          throw isGone(error) ? noMailbox(app, reasonOf(error)) : error
        })
        return grant
      },
    }),
    open: (grant, { zone, keep }) => microsoftMailbox(graph(app, accessOf(grant, keep)), zone),
    notified: microsoftNotified,
  }
}
