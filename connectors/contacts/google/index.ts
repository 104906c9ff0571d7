/** Contacts at Google, by its People API v1. Tried against its published types only (docs/contacts.md says what that covers). */
import type { OAuth2Client } from 'google-auth-library'
import type { people_v1 } from 'googleapis/build/src/apis/people/v1.js'
import { type GoogleOptions, google } from '../../google/client.ts'
import { consent } from '../../google/consent.ts'
import type { ContactsVendor } from '../port.ts'
import { googleContacts } from './contacts.ts'

/** Her contacts, and whom she has written to. */
const scopes = [
  'https://www.googleapis.com/auth/contacts.readonly',
  'https://www.googleapis.com/auth/contacts.other.readonly',
]

async function peopleApi(auth: OAuth2Client): Promise<people_v1.People> {
  const { people_v1 } = await import('googleapis/build/src/apis/people/v1.js')
  return new people_v1.People({ auth })
}

export function googleAddressBooks(options: GoogleOptions): ContactsVendor {
  const app = { ...options, port: 'books', scopes }
  const open = google(app, peopleApi)
  return {
    name: 'google',
    title: 'Google',
    ...(app.client && { consent: consent(app, app.client.id) }),
    open: (grant, { keep }) => googleContacts(app, open(grant, keep)),
  }
}
