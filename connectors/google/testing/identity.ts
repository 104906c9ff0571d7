/**
 * Google's accounts, as far as they are asked here: https://developers.google.com/identity/protocols/oauth2/web-server and …/service-account.
 * What is asked against those pages is a complaint.
 */
import { createHash, generateKeyPairSync, randomUUID, verify } from 'node:crypto'
import type { Answer } from './answer.ts'

export const client = { id: '1084-abc.apps.googleusercontent.com', secret: 'GOCSPX-yc0Uz' }

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** As Google hands it out, in a file. */
export const serviceAccountKey = {
  type: 'service_account',
  project_id: 'svara',
  private_key_id: 'b2f1',
  private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  client_email: 'svara@svara.iam.gserviceaccount.com',
  client_id: '1123',
  token_uri: 'https://oauth2.googleapis.com/token',
}

interface Consent {
  readonly user: string
  readonly redirect: string
  readonly challenge: string
  readonly scope: string
}

/** `scopes`: what is consented to, beside who she is. */
export function accounts(
  scopes: readonly string[],
  complain: (complaint: string) => void,
  isUser: (address: string) => boolean,
) {
  const codes = new Map<string, Consent>()
  const refreshTokens = new Map<string, string>()
  const accessTokens = new Map<string, string>()
  const answers: Answer[] = []
  let refusing = false
  let given = 0
  let rotating = false
  const expect = (yes: boolean, what: string) => yes || complain(`token: ${what}`)
  const failed = (error: string, error_description: string, status = 400): Answer => ({
    status,
    body: { error, error_description },
  })

  function grant(user: string, scope: string, refresh: boolean): Answer {
    const access_token = `ya29.${randomUUID()}`
    accessTokens.set(access_token, user)
    given++
    const refresh_token = `1//${randomUUID()}`
    if (refresh) refreshTokens.set(refresh_token, user)
    const id_token = ['e30', Buffer.from(JSON.stringify({ email: user })).toString('base64url'), 'c2ln'].join('.')
    const body = { access_token, expires_in: rotating ? 1 : 3599, token_type: 'Bearer', scope, id_token }
    return { status: 200, body: refresh ? { ...body, refresh_token } : body }
  }

  function delegated(assertion: string): Answer {
    const [head = '', body = '', signature = ''] = assertion.split('.')
    const good = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${body}`),
      keys.publicKey,
      Buffer.from(signature, 'base64url'),
    )
    if (!good) return failed('invalid_grant', 'Invalid JWT Signature.')
    const { iss, scope, aud, sub, iat, exp }: Readonly<Record<string, string | number>> = JSON.parse(
      Buffer.from(body, 'base64url').toString(),
    )
    expect(iss === serviceAccountKey.client_email && aud === serviceAccountKey.token_uri, `iss ${iss}, aud ${aud}`)
    expect(scope === scopes.join(' '), `scope ${scope}`)
    expect(Number(exp) - Number(iat) <= 3600, 'lasts an hour at most')
    if (refusing)
      return failed('unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method.', 401)
    if (!isUser(String(sub))) return failed('invalid_grant', 'Invalid email or User ID')
    return grant(String(sub), scopes.join(' '), false)
  }

  return {
    /** Instead of the next answers. */
    answers,
    /** How many access tokens it gave out. */
    given: () => given,
    whose: (bearer: string) => accessTokens.get(bearer),
    endAccessTokens: () => accessTokens.clear(),
    refuse(yes: boolean) {
      refusing = yes
      accessTokens.clear()
    },
    /** Google may give another refresh token with an access token, though it seldom does; here with each, and they last for one request. */
    rotate(yes: boolean) {
      rotating = yes
    },

    /** What the browser brings back from Google's page, where she said yes; `leftOut` is what she unticked. */
    consent(address: string, user: string, leftOut = ''): { code: string; state: string } {
      const url = new URL(address)
      const query = Object.fromEntries(url.searchParams)
      expect(url.origin + url.pathname === 'https://accounts.google.com/o/oauth2/v2/auth', `consent at ${address}`)
      expect(query.client_id === client.id && query.response_type === 'code', 'consent: client_id, response_type')
      expect(
        query.access_type === 'offline' && query.prompt === 'consent select_account',
        'consent: access_type, prompt',
      )
      expect(query.code_challenge_method === 'S256' && /^[\w-]{43}$/.test(query.code_challenge ?? ''), 'consent: PKCE')
      expect(query.scope === ['openid', 'email', ...scopes].join(' '), `consent: scope ${query.scope}`)
      const code = `4/${randomUUID()}`
      const scope = (query.scope ?? '').replace(leftOut, '').replaceAll(/ +/g, ' ')
      codes.set(code, { user, redirect: query.redirect_uri ?? '', challenge: query.code_challenge ?? '', scope })
      return { code, state: query.state ?? '' }
    },

    token(method: string, form: Readonly<Record<string, string>>): Answer {
      const instead = answers.shift()
      if (instead) return instead
      expect(method === 'POST', method)
      if (form.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return delegated(form.assertion ?? '')
      if (form.client_id !== client.id || form.client_secret !== client.secret) {
        return failed('invalid_client', 'The provided client secret is invalid.', 401)
      }
      if (form.grant_type === 'refresh_token') {
        const user = !refusing && refreshTokens.get(form.refresh_token ?? '')
        if (!user) return failed('invalid_grant', 'Token has been expired or revoked.')
        if (rotating) refreshTokens.delete(form.refresh_token ?? '')
        return grant(user, scopes.join(' '), rotating)
      }
      expect(form.grant_type === 'authorization_code', `grant_type ${form.grant_type}`)
      const consent = codes.get(form.code ?? '')
      codes.delete(form.code ?? '')
      const challenge = createHash('sha256')
        .update(form.code_verifier ?? '')
        .digest('base64url')
      if (!consent || consent.challenge !== challenge) return failed('invalid_grant', 'Malformed auth code.')
      if (consent.redirect !== form.redirect_uri) return failed('redirect_uri_mismatch', 'Bad Request')
      return grant(consent.user, consent.scope, true)
    },
  }
}
