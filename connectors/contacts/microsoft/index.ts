/**
 * Contacts in Microsoft 365 and outlook.com, by Microsoft Graph 1.0. Tried against its published types only (docs/contacts.md says what that
 * covers).
 */
import { openAccess } from '../../microsoft/access.ts'
import { graph } from '../../microsoft/client.ts'
import { consent } from '../../microsoft/consent.ts'
import { type MicrosoftOptions, microsoftApp } from '../../microsoft/token.ts'
import type { ContactsVendor } from '../port.ts'
import { microsoftContacts } from './contacts.ts'

export function microsoftAddressBooks(options: MicrosoftOptions): ContactsVendor {
  const app = microsoftApp(options, { port: 'books', permission: 'Contacts.Read' })
  const accessOf = openAccess(app)
  return {
    name: 'microsoft',
    title: 'Microsoft 365',
    consent: consent(app),
    open: (grant, { keep }) => microsoftContacts(app, graph(app, accessOf(grant, keep))),
  }
}
