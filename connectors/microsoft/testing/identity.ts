/**
 * Microsoft's identity platform, as far as it is asked here: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * and …/v2-oauth2-client-creds-grant-flow. What is asked against those pages is a complaint.
 */
import { createHash, randomUUID } from 'node:crypto'

export const application = {
  client: '6731de76-14a6-49ae-97bc-6eba6914391e',
  secret: 'qWgdYAmab0YSkuL1qKv5bPX',
  tenant: 'norrsken.example',
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
}

interface Consent {
  readonly user: string
  readonly redirect: string
  readonly challenge: string
}

/** `permission`: what is consented to. */
export function identityPlatform(permission: string, complain: (complaint: string) => void) {
  const scopes = ['openid', 'profile', 'offline_access', `https://graph.microsoft.com/${permission}`]
  const codes = new Map<string, Consent>()
  const refreshTokens = new Map<string, string>()
  /** Whose an access token is; "*" is the application. */
  const accessTokens = new Map<string, string>()
  const answers: Answer[] = []
  let refusing = false
  let given = 0
  const expect = (yes: boolean, what: string) => yes || complain(`token: ${what}`)

  function grant(user: string, refresh: boolean): Answer {
    const access_token = randomUUID()
    accessTokens.set(access_token, user)
    given++
    if (!refresh) return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token } }
    // Each one is good until revoked, but a new one comes every time.
    const refresh_token = randomUUID()
    refreshTokens.set(refresh_token, user)
    const claims = { preferred_username: user, name: 'Anna Svensson', oid: randomUUID() }
    const id_token = ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2lnbmVk'].join('.')
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3599, scope: scopes[3], access_token, refresh_token, id_token },
    }
  }

  const failed = (error: string, error_description: string, status = 400): Answer => ({
    status,
    body: {
      error,
      error_description: `${error_description}\r\nTrace ID: 0\r\nTimestamp: 2026-11-24 12:00:00Z`,
      error_codes: [0],
    },
  })

  return {
    /** Instead of the next answers. */
    answers,
    /** How many access tokens it gave out. */
    given: () => given,
    whose: (bearer: string) => accessTokens.get(bearer),
    endAccessTokens: () => accessTokens.clear(),
    /** As if she had taken her consent back, or changed her password. */
    refuse(yes: boolean) {
      refusing = yes
      accessTokens.clear()
    },

    /** What the browser brings back from Microsoft's page, where she said yes. */
    consent(address: string, user: string): { code: string; state: string } {
      const url = new URL(address)
      const query = Object.fromEntries(url.searchParams)
      expect(url.pathname === `/${application.tenant}/oauth2/v2.0/authorize`, `authorize at ${url.pathname}`)
      expect(query.client_id === application.client, 'authorize: client_id')
      expect(
        query.response_type === 'code' && query.response_mode === 'query',
        'authorize: response_type, response_mode',
      )
      expect(
        query.code_challenge_method === 'S256' && /^[\w-]{43}$/.test(query.code_challenge ?? ''),
        'authorize: PKCE',
      )
      expect(query.scope?.split(' ').toSorted().join() === scopes.toSorted().join(), `authorize: scope ${query.scope}`)
      const code = randomUUID()
      codes.set(code, { user, redirect: query.redirect_uri ?? '', challenge: query.code_challenge ?? '' })
      return { code, state: query.state ?? '' }
    },

    token(path: string, method: string, form: Readonly<Record<string, string>>): Answer {
      const instead = answers.shift()
      if (instead) return instead
      expect(method === 'POST' && path === `/${application.tenant}/oauth2/v2.0/token`, `${method} ${path}`)
      if (form.client_id !== application.client || form.client_secret !== application.secret) {
        return failed('invalid_client', 'AADSTS7000215: Invalid client secret provided.', 401)
      }
      if (form.grant_type === 'client_credentials') {
        expect(form.scope === 'https://graph.microsoft.com/.default', `scope ${form.scope}`)
        return grant('*', false)
      }
      expect(form.scope === scopes.join(' '), `scope ${form.scope}`)
      if (form.grant_type === 'refresh_token') {
        const user = !refusing && refreshTokens.get(form.refresh_token ?? '')
        return user
          ? grant(user, true)
          : failed('invalid_grant', 'AADSTS50173: The provided grant has expired due to it being revoked.')
      }
      expect(form.grant_type === 'authorization_code', `grant_type ${form.grant_type}`)
      const consent = codes.get(form.code ?? '')
      codes.delete(form.code ?? '')
      const challenge = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url')
      if (!consent || consent.redirect !== form.redirect_uri)
        return failed('invalid_grant', 'AADSTS70008: The code has expired.')
      if (consent.challenge !== challenge)
        return failed('invalid_grant', 'AADSTS501481: The Code_Verifier does not match.')
      return grant(consent.user, true)
    },
  }
}
