/** Consent in Microsoft's own pages: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow */
import type { Consent } from '../calendar/port.ts'
import { refused } from '../http/problems.ts'
import { personGrant } from './access.ts'
import { type MicrosoftApp, redeemed, scopesOf } from './token.ts'

export const consent = (app: MicrosoftApp): Consent => ({
  address({ redirect, state, challenge }) {
    const query = new URLSearchParams({
      client_id: app.client,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirect,
      scope: scopesOf(app),
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      // Whoever has several accounts says which; otherwise the browser's last one would be taken.
      prompt: 'select_account',
    })
    return `${app.login}/${encodeURIComponent(app.tenant)}/oauth2/v2.0/authorize?${query.toString()}`
  },
  async redeem({ redirect, code, verifier }) {
    const { refresh, account } = await redeemed(app, { code, redirect_uri: redirect, code_verifier: verifier })
    if (!refresh) throw refused(app, 'no refresh token')
    return personGrant(account ?? '', refresh)
  },
})
