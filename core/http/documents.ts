/**
 * What others than the app and its API fetch by an address of its own, or bring there, without a session: a telephone its settings, a
 * service its word that something changed.
 */
import Router from '@koa/router'
import { HubError } from '../error.ts'
import type { Delivery, Document, DocumentRequest } from '../hub.ts'
import type { RequestContext, RequestState, RequestStep } from './context.ts'
import { isLoopback, type Limits } from './limits.ts'

export interface Documents {
  /** Path as "/provision/:token/:file". Throws when it is taken. */
  add(path: string, handle: (request: DocumentRequest) => Document | Promise<Document>): void
  /** What is posted to a path. Throws when it is taken. */
  addDelivery(path: string, handle: (delivery: Delivery) => Document | Promise<Document>): void
  step(): RequestStep
}

/** Bytes that a delivery may have: those of a service that tells of a thousand changes at once. */
const mostBytes = 512 * 1024

export function openDocuments(limits: Pick<Limits, 'request' | 'machine'>): Documents {
  const router = new Router<RequestState>()
  const paths = new Set<string>()
  const posted = new Set<string>()
  return {
    add(path, handle) {
      if (paths.has(path)) throw new Error(`GET ${path} is defined twice`)
      paths.add(path)
      router.register(path, ['GET'], async context => {
        context.state.route = path
        await limits.request(undefined, context.ip)
        context.set('Cache-Control', 'no-store')
        // Fetching may change what is fetched, and HEAD may change nothing (RFC 9110 section 9.3.2).
        if (context.method === 'HEAD') {
          context.status = 405
          return
        }
        answer(context, await handle(asked(context)))
      })
    },
    addDelivery(path, handle) {
      if (posted.has(path)) throw new Error(`POST ${path} is defined twice`)
      posted.add(path)
      router.register(path, ['POST'], async context => {
        context.state.route = path
        await limits.machine(context.ip)
        context.set('Cache-Control', 'no-store')
        answer(context, await handle({ ...asked(context), ...(await brought(context)) }))
      })
    },
    step: () => router.routes() as RequestStep,
  }
}

function answer(context: RequestContext, { status = 200, type, body }: Document): void {
  context.status = status
  context.type = type
  context.body = body
}

async function brought(context: RequestContext): Promise<Pick<Delivery, 'query' | 'headers' | 'body'>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of context.req as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) throw new HubError('http.too-large', 413)
    chunks.push(chunk)
  }
  return {
    query: first(context.query),
    headers: first(context.headers),
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** Of a name that is there several times, the first. */
const first = (values: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const one = Array.isArray(value) ? value[0] : value
      return one === undefined ? [] : [[name, one]]
    }),
  )

/** The connection is nobody else's to read: HTTPS, by a proxy's word too, or it never leaves this machine. */
const isPrivate = (context: RequestContext) =>
  context.secure || (isLoopback(context.ip) && (context.app.proxy || context.get('x-forwarded-for') === ''))

const asked = (context: RequestContext): DocumentRequest => ({
  params: context.params,
  private: isPrivate(context),
  host: context.hostname,
  userAgent: context.get('user-agent'),
})
