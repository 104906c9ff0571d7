/**
 * Tokens of Microsoft's identity platform (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and
 * …/v2-oauth2-client-creds-grant-flow).
 */
import { z } from 'zod'
import type { HubError } from '../../core/error.ts'
import { type OfPort, refused, unavailable } from '../http/problems.ts'

export interface MicrosoftOptions {
  /** Application (client) id of the app registration. */
  readonly client: string
  readonly secret: string
  /** Directory (tenant) id or domain; "common" for accounts of any company and outlook.com's. */
  readonly tenant: string
  /** Others than Microsoft's own, https, ending in a slash the first. */
  readonly graph?: string | undefined
  readonly login?: string | undefined
}

/** Names that stand for several tenants: an application signs in to one. */
export const isOneTenant = (tenant: string): boolean =>
  !['common', 'organizations', 'consumers'].includes(tenant.toLowerCase())

export interface MicrosoftApp extends OfPort {
  /** What a person consents to, "Calendars.Read". */
  readonly permission: string
  /** Application (client) id of the app registration. */
  readonly client: string
  readonly secret: string
  /** Directory (tenant) id or domain; "common" or "organizations" for accounts of any. */
  readonly tenant: string
  /** "https://login.microsoftonline.com". */
  readonly login: string
  /** "https://graph.microsoft.com/". */
  readonly graph: string
}

export interface Token {
  readonly access: string
  /** Milliseconds since 1970. */
  readonly expires: number
  /** Good from now on, instead of the one before. */
  readonly refresh?: string | undefined
  /** Who signed in, as she writes it. */
  readonly account?: string | undefined
}

const graphScope = 'https://graph.microsoft.com/'
/** While nobody is there; openid and profile for the account's name. */
export const scopesOf = ({ permission }: MicrosoftApp) => `openid profile offline_access ${graphScope}${permission}`

export const microsoftApp = (
  options: MicrosoftOptions,
  { port, permission }: OfPort & { permission: string },
): MicrosoftApp => ({
  ...options,
  ...{ port, permission },
  graph: options.graph ?? 'https://graph.microsoft.com/',
  login: options.login ?? 'https://login.microsoftonline.com',
})

const answer = z.object({
  access_token: z.string(),
  expires_in: z.coerce.number(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
})
const failure = z.object({ error: z.string(), error_description: z.string().default('') })

export const redeemed = (app: MicrosoftApp, form: { code: string; redirect_uri: string; code_verifier: string }) =>
  request(app, { grant_type: 'authorization_code', scope: scopesOf(app), ...form })

export const refreshed = (app: MicrosoftApp, refresh_token: string) =>
  request(app, { grant_type: 'refresh_token', scope: scopesOf(app), refresh_token })

/** For the application itself: all that the company's administrator let it do. */
export const ofApplication = (app: MicrosoftApp) =>
  request(app, { grant_type: 'client_credentials', scope: `${graphScope}.default` })

const patience = 30_000
/** A token is renewed so long before its end, that it holds for the request it is meant for. */
const margin = 120_000

async function request(app: MicrosoftApp, form: Readonly<Record<string, string>>): Promise<Token> {
  const body = new URLSearchParams({ client_id: app.client, client_secret: app.secret, ...form })
  const url = `${app.login}/${encodeURIComponent(app.tenant)}/oauth2/v2.0/token`
  let response: Response
  let content: unknown
  try {
    response = await fetch(url, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(patience) })
    content = await response.json()
  } catch (error) {
    throw unavailable(app, error instanceof Error ? error.message : String(error))
  }
  if (!response.ok) throw refusal(app, response, content)
  const read = answer.safeParse(content)
  if (!read.success) throw unavailable(app, 'an answer without a token')
  const { access_token, expires_in, refresh_token, id_token } = read.data
  return {
    access: access_token,
    expires: Date.now() + expires_in * 1000 - margin,
    refresh: refresh_token,
    account: id_token && accountOf(id_token),
  }
}

/** Where signing in again helps. All else is the hub's own set-up (its secret has run out), or passes. */
const signInAgain = ['invalid_grant', 'interaction_required', 'consent_required', 'login_required', 'access_denied']

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function refusal(app: MicrosoftApp, response: Response, content: unknown): HubError {
  const { error, error_description } = failure
    .catch({ error: `${response.status}`, error_description: '' })
    .parse(content)
  // The description goes on with ids and times of the request.
  const reason = [error, error_description.split(/\r?\n/)[0]].filter(Boolean).join(': ')
  return signInAgain.includes(error)
    ? refused(app, reason)
    : unavailable(app, reason, response.headers.get('retry-after'))
}

const claims = z.object({
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
})

/** The signature needs no looking at: it comes from whoever signed it, over TLS (OpenID Connect Core section 3.1.3.7, 6). */
function accountOf(idToken: string): string | undefined {
  try {
    const body = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()
    const { preferred_username, email, name } = claims.parse(JSON.parse(body))
    return preferred_username ?? email ?? name
  } catch {
    return undefined
  }
}
