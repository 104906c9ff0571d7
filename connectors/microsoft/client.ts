/** Requests to Microsoft Graph, one at a time, with all that goes wrong in the port's words. */
import type { Client, GraphRequest } from '@microsoft/microsoft-graph-client'
import pLimit from 'p-limit'
import type { Access } from './access.ts'
import { problem, statusOf } from './problem.ts'
import type { MicrosoftApp } from './token.ts'

export interface Graph {
  readonly path: string
  /** `path` below /v1.0, or the address of a next page. Throws HubError of the port. */
  readonly ask: <Answer>(path: string, send: (request: GraphRequest) => Promise<Answer>) => Promise<Answer>
  /** All pages of a list. */
  readonly list: <Item>(path: string, query: Readonly<Record<string, string>>) => Promise<Item[]>
}

/**
 * UTC, since Exchange alone knows each zone's rules; and ids that last when an event is moved
 * (https://learn.microsoft.com/graph/outlook-immutable-id). Both hold for one request only: the client's own PageIterator loses them.
 */
const preferences = 'outlook.timezone="UTC", IdType="ImmutableId"'
const patience = 30_000
/** Of 100: nobody has 20,000 events in a few days. */
const pagesAtMost = 200

interface Page<Item> {
  readonly value?: Item[]
  readonly '@odata.nextLink'?: string
}

export function graph(app: Pick<MicrosoftApp, 'graph' | 'port'>, access: Access): Graph {
  // Graph lets 4 requests run at once in a mailbox, other programs' included: https://learn.microsoft.com/graph/throttling-limits
  const one = pLimit(1)
  let bearer = ''
  let client: Promise<Client> | undefined

  async function attempt<Answer>(path: string, send: (request: GraphRequest) => Promise<Answer>) {
    bearer = await access.token()
    client ??= open(app.graph, () => bearer)
    const request = (await client).api(path).header('Prefer', preferences)
    return await send(request.option('signal', AbortSignal.timeout(patience)))
  }

  const ask: Graph['ask'] = (path, send) =>
    one(async () => {
      try {
        return await attempt(path, send)
      } catch (error) {
        if (statusOf(error) !== 401) throw problem(app, error)
      }
      // A token may be taken back before its end: https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
      access.forget()
      return attempt(path, send).catch(error => {
        throw problem(app, error)
      })
    })

  return {
    path: access.path,
    ask,
    async list<Item>(path: string, query: Readonly<Record<string, string>>) {
      const items: Item[] = []
      let page: Page<Item> = await ask(path, request => request.query({ ...query }).get())
      for (let pages = 1; ; pages++) {
        items.push(...(page.value ?? []))
        const next = page['@odata.nextLink']
        if (!next || pages === pagesAtMost) return items
        page = await ask(next, request => request.get())
      }
    },
  }
}

/** Loaded with the first request: a hub without Microsoft pays nothing for it. */
async function open(address: string, bearer: () => string): Promise<Client> {
  const { Client, AuthenticationHandler, HTTPMessageHandler, TelemetryHandler } = await import(
    '@microsoft/microsoft-graph-client'
  )
  const authentication = new AuthenticationHandler({ getAccessToken: async () => bearer() })
  return Client.initWithMiddleware({
    // Without its RetryHandler, which would sit out a Retry-After of minutes in here: whoever reads says when to read again.
    middleware: [authentication, new TelemetryHandler(), new HTTPMessageHandler()],
    baseUrl: address,
    defaultVersion: 'v1.0',
    customHosts: new Set([new URL(address).hostname]),
  })
}
