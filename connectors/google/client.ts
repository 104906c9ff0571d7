/** Requests to Google, one at a time, signed in as a grant says, with all that goes wrong in the port's words. */
import { readFile } from 'node:fs/promises'
import type { Credentials, OAuth2Client } from 'google-auth-library'
import { LRUCache } from 'lru-cache'
import pLimit from 'p-limit'
import { z } from 'zod'
import type { Grant } from '../calendar/port.ts'
import { type OfPort, refused, unavailable } from '../http/problems.ts'
import { answerOf, problem } from './problem.ts'

export interface GoogleOptions {
  /** OAuth client of the Google Cloud project, for people's own consent. */
  readonly client?: { readonly id: string; readonly secret: string } | undefined
  /** Path of a service account's key (JSON), for companies that gave it domain-wide delegation. */
  readonly serviceAccount?: string | undefined
  /** Another way to Google than the network's. */
  readonly fetch?: typeof fetch | undefined
}

export interface GoogleApp extends GoogleOptions, OfPort {
  /** What is consented to, or delegated: the least that will do. */
  readonly scopes: readonly string[]
}

const patience = 30_000

const person = z.object({ refresh: z.string() })
const mailbox = z.object({ user: z.string() })
export const personGrant = (account: string, refresh: string): Grant => ({ account, secret: { refresh } })
export const mailboxGrant = (user: string): Grant => ({ account: user, secret: { user } })

/** Google's own client of one of its APIs. */
export type Ask<Api> = <Answer>(send: (api: Api) => Promise<{ data: Answer }>) => Promise<Answer>

type Keep = (grant: Grant) => Promise<void>

/**
 * Opens grants. Access tokens are good for an hour and kept in memory that long, since a mailbox may be opened for each reading. Asking throws
 * refused for a grant that isn't Google's. `api` loads its client: a hub without Google pays nothing for it.
 */
export function google<Api>(
  app: GoogleApp,
  api: (auth: OAuth2Client) => Promise<Api>,
): (grant: Grant, keep: Keep) => Ask<Api> {
  const tokens = new LRUCache<string, Credentials>({ max: 10_000 })

  async function open(grant: Grant, keep: Keep): Promise<Opened<Api>> {
    const auth = await authOf(app, grant)
    // Of a service account, in which all its people's are alike, it is a placeholder.
    const first = auth.credentials
    const key = () => JSON.stringify([grant.secret.user, first.refresh_token])
    const opened: Opened<Api> = { auth, api: await api(auth), forget: () => auth.setCredentials(first) }
    auth.setCredentials({ ...first, ...tokens.get(key()) })
    auth.on('tokens', ({ access_token, expiry_date, refresh_token }: Credentials) => {
      if (refresh_token && refresh_token !== first.refresh_token) {
        tokens.delete(key())
        first.refresh_token = refresh_token
        // The library would go on with the one that it had.
        auth.credentials.refresh_token = refresh_token
        opened.keeping = keep(personGrant(grant.account, refresh_token))
        // It is waited for after the request, which it must not fail before.
        opened.keeping.catch(() => {})
      }
      tokens.set(key(), { access_token: access_token ?? null, expiry_date: expiry_date ?? null })
    })
    return opened
  }

  return (grant, keep) => {
    const one = pLimit(1)
    let opened: Promise<Opened<Api>> | undefined
    return send =>
      one(async () => {
        try {
          opened ??= open(grant, keep).catch((error: unknown) => {
            opened = undefined
            throw error
          })
          return await ask(await opened, send)
        } catch (error) {
          throw problem(app, error)
        }
      })
  }
}

interface Opened<Api> {
  readonly auth: OAuth2Client
  readonly api: Api
  /** The access token was not taken: the next request asks for another. */
  readonly forget: () => void
  /** While a new grant is kept. */
  keeping?: Promise<void> | undefined
}

async function ask<Api, Answer>(opened: Opened<Api>, send: (api: Api) => Promise<{ data: Answer }>) {
  const { auth, api, forget } = opened
  try {
    return (await send(api)).data
  } catch (error) {
    // A token may be taken back before its end.
    if (answerOf(error).status !== 401 || !auth.credentials.access_token) throw error
    forget()
    return (await send(api)).data
  } finally {
    const { keeping } = opened
    opened.keeping = undefined
    await keeping
  }
}

async function authOf(app: GoogleApp, grant: Grant): Promise<OAuth2Client> {
  const ofPerson = person.safeParse(grant.secret)
  if (ofPerson.success) {
    const auth = await oauthClient(app)
    auth.setCredentials({ refresh_token: ofPerson.data.refresh })
    return auth
  }
  const ofMailbox = mailbox.safeParse(grant.secret)
  if (!ofMailbox.success) throw refused(app, 'no grant of Google’s')
  const { JWT } = await import('google-auth-library')
  const { client_email, private_key } = await serviceAccount(app)
  const transporter = await transporterOf(app)
  return new JWT({
    email: client_email,
    key: private_key,
    scopes: [...app.scopes],
    subject: ofMailbox.data.user,
    transporter,
  })
}

export async function oauthClient(app: GoogleApp): Promise<OAuth2Client> {
  if (!app.client) throw unavailable(app, 'no OAuth client of Google’s is set up')
  const { OAuth2Client } = await import('google-auth-library')
  const transporter = await transporterOf(app)
  return new OAuth2Client({ clientId: app.client.id, clientSecret: app.client.secret, transporter })
}

const key = z.object({ client_email: z.string(), private_key: z.string() })

/** Read when it is needed: a key that is wrong costs calendars, and not the hub. */
async function serviceAccount(app: GoogleApp) {
  const { serviceAccount: file } = app
  if (!file) throw unavailable(app, 'no service account of Google’s is set up')
  try {
    return key.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    throw unavailable(app, `${file} is no key of a service account`)
  }
}

/**
 * The library tries again by itself, heedless of Retry-After, and its token requests do so whatever one asks for: whoever reads says when to
 * read again.
 */
async function transporterOf({ fetch: fetchImplementation }: GoogleApp) {
  const { gaxios } = await import('google-auth-library')
  const transporter = new gaxios.Gaxios({ timeout: patience, ...(fetchImplementation && { fetchImplementation }) })
  transporter.interceptors.request.add({
    async resolved(config) {
      config.retry = false
      delete config.retryConfig
      return config
    },
  })
  return transporter
}
