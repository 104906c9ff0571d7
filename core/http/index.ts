/** The web server: the typed API, health and figures, the app's files, and the door for WebSockets. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { tokenFrom } from '../access/cookie.ts'
import type { Features } from '../access/may.ts'
import type { Sessions } from '../access/sessions.ts'
import type { SignIn } from '../access/sign-in.ts'
import type { Allow, DownloadDefinition, RouteDefinition, UploadDefinition } from '../define.ts'
import { HubError } from '../error.ts'
import type { Asker, Delivery, Document, DocumentRequest, Download } from '../hub.ts'
import { requestDurations } from '../metrics.ts'
import type { Lexicon } from '../words.ts'
import type { RequestState, RequestStep } from './context.ts'
import { openDocuments } from './documents.ts'
import { securityHeaders } from './headers.ts'
import { type Health, openHealth } from './health.ts'
import { isLoopback, type LimitsOptions, openLimits, usualLimits } from './limits.ts'
import { comesFromUs, type Site } from './origin.ts'
import { pages } from './pages.ts'
import { answerProblems } from './problem.ts'
import { openRoutes } from './routes.ts'
import { addSessionRoutes } from './session-routes.ts'
import { sipPassThrough } from './sip.ts'
import { openUpgrades, type Upgrades } from './upgrade.ts'

export interface HttpOptions {
  readonly sessions: Sessions
  readonly signIn: SignIn
  /** May be filled while the plugins are set up. */
  readonly features: Features
  readonly lexicon: Lexicon
  readonly log: Logger
  readonly metrics: Registry
  /** In production an answer of the wrong form is logged and sent; otherwise it is an error. */
  readonly production: boolean
  /** Folder of the built app. */
  readonly assets?: string | undefined
  /** PEM. Without, plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** Where a proxy stands in front: the origin it shows, as in "https://svara.example". Its X-Forwarded-For is then believed. */
  readonly publicOrigin?: string | undefined
  /** Where /sip is passed on to. Without, there is no /sip. */
  readonly sip?: { readonly host: string; readonly port: number } | undefined
  /** Lets others than this machine read /metrics, as `Authorization: Bearer`. */
  readonly metricsToken?: string | undefined
  readonly limits?: Partial<LimitsOptions> | undefined
  /** The hub's data folder, where what is handed in waits; the system's temporary folder unless given. */
  readonly data?: string | undefined
  /** Bytes of JSON a request may have; 256 KiB unless given. */
  readonly bodyLimit?: number | undefined
}

export interface Http {
  /** As `Hub.route`. */
  route<Input, Output, Allowed extends Allow>(
    definition: RouteDefinition<Input, Output, Allowed>,
    handle: (input: Input, who: Asker<Allowed>) => Output | Promise<Output>,
  ): void
  /** As `Hub.download`. */
  download<Input, Allowed extends Allow>(
    definition: DownloadDefinition<Input, Allowed>,
    handle: (input: Input, who: Asker<Allowed>) => Download | Promise<Download>,
  ): void
  /** As `Hub.upload`. */
  upload<Input, Output, Allowed extends Allow>(
    definition: UploadDefinition<Input, Output, Allowed>,
    handle: (input: Input, who: Asker<Allowed>, file: string) => Output | Promise<Output>,
  ): void
  /** As `Hub.document`. */
  document(path: string, handle: (request: DocumentRequest) => Document | Promise<Document>): void
  /** As `Hub.delivery`. */
  delivery(path: string, handle: (delivery: Delivery) => Document | Promise<Document>): void
  /** As `Hub.health`. */
  health: Health['add']
  onUpgrade: Upgrades['on']
  /** Port 0 takes a free one. */
  listen(port: number, host: string): Promise<{ port: number }>
  /** Takes no new requests, lets those underway finish for up to `patience` ms, then cuts. */
  close(patience?: number): Promise<void>
}

export function openHttp(options: HttpOptions): Http {
  const { sessions, features, lexicon, log, metrics, publicOrigin } = options
  const site: Site = { publicOrigin, secure: options.tls !== undefined || publicOrigin?.startsWith('https:') === true }
  const limits = openLimits({ ...usualLimits, ...options.limits })
  const health = openHealth()
  const documents = openDocuments(limits)
  const routes = openRoutes({
    features,
    log,
    checkOutput: !options.production,
    bodyLimit: options.bodyLimit ?? 256 * 1024,
    incoming: join(options.data ?? tmpdir(), 'incoming'),
  })
  addSessionRoutes(routes, { sessions, signIn: options.signIn, features, limits, secure: site.secure })
  const upgrades = openUpgrades({ sessions, site, limits, log })
  if (options.sip) upgrades.on('/sip', sipPassThrough(sessions, options.sip), { perSession: 20, most: 10_000 })

  let closing = false
  const app = new Koa<RequestState>({ proxy: publicOrigin !== undefined, maxIpsCount: 1 })
  // What answerProblems can't answer: mostly clients that went away while they were answered.
  app.on('error', (error: unknown) => log.info({ err: error }, 'a request broke off'))
  app.use(measure(metrics))
  app.use(async (context, next) => {
    await next()
    // A connection that lives on keeps the server from closing.
    if (closing) context.set('Connection', 'close')
  })
  for (const step of securityHeaders(site)) app.use(step)
  app.use(answerProblems(lexicon, log))
  app.use(
    own('/health', async context => {
      const { status, checks } = await health.report()
      context.status = status === 'ok' ? 200 : 503
      context.set('Cache-Control', 'no-store')
      context.body = { status, ...checks }
    }),
  )
  app.use(
    own('/metrics', async context => {
      const token = options.metricsToken
      const told = token !== undefined && context.get('authorization') === `Bearer ${token}`
      const near = isLoopback(context.ip) && (app.proxy || context.get('x-forwarded-for') === '')
      if (!near && !told) throw new HubError('http.not-found', 404)
      context.type = metrics.contentType
      context.body = await metrics.metrics()
    }),
  )
  app.use(documents.step())
  app.use(pages(options.assets))
  app.use(async (context, next) => {
    if (comesFromUs(context.req, site) === 'no' && !['GET', 'HEAD'].includes(context.method)) {
      throw new HubError('access.origin', 403)
    }
    const token = tokenFrom(context.get('cookie'), site.secure)
    if (token !== undefined && !sessions.holds(token)) await limits.unknownSession(context.ip)
    context.state.session = token === undefined ? undefined : await sessions.find(token)
    await limits.request(context.state.session?.id, context.ip)
    await next()
  })
  app.use(
    own('/api/openapi.json', context => {
      context.body = routes.document()
    }),
  )
  routes.install(app)
  app.use(() => {
    throw new HubError('http.not-found', 404)
  })

  // A slow client holds a socket, not the hub: RFC 9112 leaves these to the server.
  const times = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 }
  const answer = app.callback()
  const handle: Parameters<typeof createServer>[1] = (request, response) => void answer(request, response)
  const server: Server = options.tls
    ? createTlsServer({ ...options.tls, ...times, minVersion: 'TLSv1.2' }, handle)
    : createServer(times, handle)
  upgrades.install(server)

  return {
    route: (definition, handler) => routes.add(definition, (input, who) => handler(input, who)),
    download: (definition, handler) => routes.addDownload(definition, (input, who) => handler(input, who)),
    upload: (definition, handler) => routes.addUpload(definition, handler),
    document: (path, handle) => documents.add(path, handle),
    delivery: (path, handle) => documents.addDelivery(path, handle),
    health: (name, check, required) => health.add(name, check, required),
    onUpgrade: (path, handler, bounds) => upgrades.on(path, handler, bounds),
    async listen(port, host) {
      server.listen(port, host)
      await once(server, 'listening')
      const address = server.address()
      return { port: typeof address === 'object' && address ? address.port : port }
    },
    async close(patience = 5_000) {
      if (!server.listening) return
      closing = true
      const closed = once(server, 'close')
      server.close()
      const cut = setTimeout(() => server.closeAllConnections(), patience)
      // Sockets that were upgraded are no connections to the server any more, and yet keep it from closing.
      upgrades.destroy()
      await closed
      clearTimeout(cut)
    },
  }
}

/** GET (and HEAD) of one path. */
function own(path: string, answer: (context: Parameters<RequestStep>[0]) => void | Promise<void>): RequestStep {
  return async (context, next) => {
    if (context.path !== path) return next()
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      context.set('Allow', 'GET, HEAD')
      throw new HubError('http.method', 405, { method: context.method })
    }
    context.state.route = path
    await answer(context)
  }
}

function measure(metrics: Registry): RequestStep {
  const durations = requestDurations(metrics)
  return async (context, next) => {
    const done = durations.startTimer()
    try {
      await next()
    } finally {
      done({ method: context.method, route: context.state.route ?? 'other', status: String(context.status) })
    }
  }
}
