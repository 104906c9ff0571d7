/**
 * Microsoft 365 and outlook.com, by Microsoft Graph 1.0. Tried against its published types only (docs/calendars.md says what that covers).
 */
import type { Consent, Vendor } from '../port.ts'
import { isGone, noCalendar, reasonOf, refused } from '../problems.ts'
import { accessOf, companyToken, mailboxGrant, personGrant } from './access.ts'
import { graph } from './client.ts'
import { microsoftMailbox } from './mailbox.ts'
import { microsoftNotified } from './notified.ts'
import { type MicrosoftApp, redeemed, scopes } from './token.ts'

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
const several = ['common', 'organizations', 'consumers']

export function microsoftCalendar(options: MicrosoftOptions): Vendor {
  const app: MicrosoftApp = {
    ...options,
    graph: options.graph ?? 'https://graph.microsoft.com/',
    login: options.login ?? 'https://login.microsoftonline.com',
  }
  const company = companyToken(app)
  return {
    name: 'microsoft',
    title: 'Microsoft 365',
    consent: consent(app),
    ...(!several.includes(app.tenant.toLowerCase()) && {
      async forCompany(address: string) {
        const grant = mailboxGrant(address)
        const { ask, path } = graph(
          app.graph,
          accessOf(app, company, grant, async () => {}),
        )
        await ask(`/${path}/calendar`, request => request.select('id').get()).catch((error: unknown) => {
          throw isGone(error) ? noCalendar(reasonOf(error)) : error
        })
        return grant
      },
    }),
    open: (grant, { zone, keep }) => microsoftMailbox(graph(app.graph, accessOf(app, company, grant, keep)), zone),
    notified: microsoftNotified,
  }
}

const consent = (app: MicrosoftApp): Consent => ({
  address({ redirect, state, challenge }) {
    const query = new URLSearchParams({
      client_id: app.client,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirect,
      scope: scopes,
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
    if (!refresh) throw refused('no refresh token')
    return personGrant(account ?? '', refresh)
  },
})
