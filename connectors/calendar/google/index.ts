/** Google Calendar, by its API v3. Tried against its published types only (docs/calendars.md says what that covers). */
import type { Consent, Vendor } from '../port.ts'
import { isGone, noCalendar, reasonOf, refused } from '../problems.ts'
import { type GoogleApp, google, mailboxGrant, oauthClient, personGrant, scopes } from './client.ts'
import { googleMailbox } from './mailbox.ts'
import { googleNotified } from './notified.ts'
import { problem } from './problem.ts'

export type GoogleOptions = GoogleApp

export function googleCalendar(app: GoogleOptions): Vendor {
  return {
    name: 'google',
    title: 'Google',
    ...(app.client && { consent: consent(app, app.client.id) }),
    ...(app.serviceAccount && {
      async forCompany(address: string) {
        const grant = mailboxGrant(address)
        const ask = google(app, grant, async () => {})
        await ask(calendar => calendar.calendarList.get({ calendarId: 'primary', fields: 'id' })).catch(noAccount)
        return grant
      },
    }),
    open: (grant, { zone, keep }) => googleMailbox(google(app, grant, keep), zone),
    notified: googleNotified,
  }
}

/** Google says it of an address outside the company, and of one that nobody has. */
function noAccount(error: unknown): never {
  const reason = reasonOf(error)
  throw isGone(error) || /Invalid email or User ID|Not a valid email/i.test(reason) ? noCalendar(reason) : error
}

/** https://developers.google.com/identity/protocols/oauth2/web-server */
const consent = (app: GoogleApp, client: string): Consent => ({
  address({ redirect, state, challenge }) {
    const query = new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: redirect,
      scope: ['openid', 'email', ...scopes].join(' '),
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      access_type: 'offline',
      // A refresh token is given once, unless one asks for consent again.
      prompt: 'consent select_account',
    })
    return `https://accounts.google.com/o/oauth2/v2/auth?${query.toString()}`
  },
  async redeem({ redirect, code, verifier }) {
    try {
      const auth = await oauthClient(app)
      const { tokens } = await auth.getToken({ code, codeVerifier: verifier, redirect_uri: redirect })
      const given = tokens.scope?.split(' ') ?? []
      // People may leave out what they like from the list that Google shows them.
      const missing = scopes.filter(scope => !given.includes(scope))
      if (missing.length) throw refused(`without ${missing.join(' ')}`)
      if (!tokens.refresh_token) throw refused('no refresh token')
      return personGrant(emailOf(tokens.id_token ?? ''), tokens.refresh_token)
    } catch (error) {
      throw problem(error)
    }
  },
})

/** The signature needs no looking at: it comes from whoever signed it, over TLS (OpenID Connect Core section 3.1.3.7, 6). */
function emailOf(idToken: string): string {
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
    const email = typeof claims === 'object' && claims !== null && 'email' in claims ? claims.email : ''
    return typeof email === 'string' ? email : ''
  } catch {
    return ''
  }
}
