/** Consent in Google's own pages. */
import type { Consent } from '../calendar/port.ts'
import { refused } from '../http/problems.ts'
import { type GoogleApp, oauthClient, personGrant } from './client.ts'
import { problem } from './problem.ts'

/** https://developers.google.com/identity/protocols/oauth2/web-server */
export const consent = (app: GoogleApp, client: string): Consent => ({
  address({ redirect, state, challenge }) {
    const query = new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: redirect,
      scope: ['openid', 'email', ...app.scopes].join(' '),
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
      const missing = app.scopes.filter(scope => !given.includes(scope))
      if (missing.length) throw refused(app, `without ${missing.join(' ')}`)
      if (!tokens.refresh_token) throw refused(app, 'no refresh token')
      return personGrant(emailOf(tokens.id_token ?? ''), tokens.refresh_token)
    } catch (error) {
      throw problem(app, error)
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
