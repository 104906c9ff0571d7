/** What others than the app and its API fetch by an address of its own, without a session: a telephone its settings. */
import Router from '@koa/router'
import type { Document, DocumentRequest } from '../hub.ts'
import type { RequestContext, RequestState, RequestStep } from './context.ts'
import { isLoopback, type Limits } from './limits.ts'

export interface Documents {
  /** Path as "/provision/:token/:file". Throws when it is taken. */
  add(path: string, handle: (request: DocumentRequest) => Document | Promise<Document>): void
  step(): RequestStep
}

export function openDocuments(limits: Pick<Limits, 'request'>): Documents {
  const router = new Router<RequestState>()
  const paths = new Set<string>()
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
        const { status = 200, type, body } = await handle(asked(context))
        context.status = status
        context.type = type
        context.body = body
      })
    },
    step: () => router.routes() as RequestStep,
  }
}

/** The connection is nobody else's to read: HTTPS, by a proxy's word too, or it never leaves this machine. */
const isPrivate = (context: RequestContext) =>
  context.secure || (isLoopback(context.ip) && (context.app.proxy || context.get('x-forwarded-for') === ''))

const asked = (context: RequestContext): DocumentRequest => ({
  params: context.params,
  private: isPrivate(context),
  host: context.hostname,
  userAgent: context.get('user-agent'),
})
