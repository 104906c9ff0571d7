/** The API below /api: each definition with its handler. */
import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import type Koa from 'koa'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { type Features, mustBeAllowed } from '../access/may.ts'
import { csrfFits } from '../access/sessions.ts'
import type { Allow, DownloadDefinition, RouteDefinition, UploadDefinition } from '../define.ts'
import { HubError } from '../error.ts'
import type { Asker, Download } from '../hub.ts'
import { languageOf, type RequestContext, type RequestState, type RequestStep } from './context.ts'
import { sendFile } from './file.ts'
import { readInput } from './input.ts'
import { type AnyRoute, openApi } from './openapi.ts'
import { withFile } from './upload.ts'

export interface Routes {
  /** Throws when method and path are taken. */
  add<Input, Output, Allowed extends Allow>(
    definition: RouteDefinition<Input, Output, Allowed>,
    handle: (input: Input, who: Asker<Allowed>, context: RequestContext) => Output | Promise<Output>,
    options?: { readonly csrf?: boolean },
  ): void
  /** Throws when the path is taken. */
  addDownload<Input, Allowed extends Allow>(
    definition: DownloadDefinition<Input, Allowed>,
    handle: (input: Input, who: Asker<Allowed>) => Download | Promise<Download>,
  ): void
  /** Throws when method and path are taken. */
  addUpload<Input, Output, Allowed extends Allow>(
    definition: UploadDefinition<Input, Output, Allowed>,
    handle: (input: Input, who: Asker<Allowed>, file: string) => Output | Promise<Output>,
  ): void
  /** The OpenAPI 3.1 document of all routes. */
  document(): unknown
  install(app: Koa<RequestState>): void
}

export interface RoutesOptions {
  readonly features: Features
  readonly log: Logger
  /** An answer that doesn't fit its definition is an error; otherwise it is logged and sent. */
  readonly checkOutput: boolean
  /** Bytes. */
  readonly bodyLimit: number
  /** Folder where what is handed in waits. */
  readonly incoming: string
}

const changes = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method)

export function openRoutes({ features, log, checkOutput, bodyLimit, incoming }: RoutesOptions): Routes {
  const router = new Router<RequestState>({ prefix: '/api' })
  const definitions: AnyRoute[] = []
  let document: unknown

  const readBody = bodyParser({ enableTypes: ['json'], jsonLimit: bodyLimit, onError: bodyError })

  function answer<Output>(context: RequestContext, output: Output, schema: z.ZodType<Output>): void {
    const checked = schema.safeParse(output)
    if (!checked.success) {
      log.error({ route: context.state.route, problems: checked.error.issues }, 'http.output')
      if (checkOutput) throw new HubError('http.output', 500)
    }
    // The parsed value: what isn't declared doesn't leave the house.
    const value = checked.success ? checked.data : output
    context.status = value === undefined ? 204 : 200
    context.set('Cache-Control', 'no-store')
    if (value !== undefined) context.body = JSON.stringify(value)
    if (value !== undefined) context.type = 'json'
  }

  function register(definition: AnyRoute, run: (context: RequestContext) => Promise<void>): void {
    const { method, path } = definition
    if (definitions.some(other => other.method === method && sameShape(other.path, path))) {
      throw new Error(`${method} /api${path} is defined twice`)
    }
    definitions.push(definition)
    document = undefined
    router.register(path, [method], context => {
      context.state.route = `/api${path}`
      return run(context)
    })
  }

  return {
    add(definition, handle, { csrf = true } = {}) {
      const { method, allow } = definition
      register(definition, async context => {
        const { session } = context.state
        // Before the body is read: a stranger's is not worth the reading.
        mustBeAllowed(allow, session?.who, features)
        if (csrf && changes(method)) mustComeFromOurPage(context)
        mustBeJson(context)
        await readBody(context, async () => {})
        const raw = { path: context.params, body: context.request.body, query: context.query }
        const input = readInput(definition.input, raw, languageOf(context))
        // mustBeAllowed has seen to it that only 'anyone' may be nobody, which the compiler can't follow.
        const who = session?.who as Asker<typeof allow>
        answer(context, await handle(input, who, context), definition.output)
      })
    },
    addDownload(definition, handle) {
      const { allow, type } = definition
      register(definition, async context => {
        const { session } = context.state
        mustBeAllowed(allow, session?.who, features)
        const raw = { path: context.params, body: undefined, query: context.query }
        const input = readInput(definition.input, raw, languageOf(context))
        const who = session?.who as Asker<typeof allow>
        await sendFile(context, await handle(input, who), type)
      })
    },
    addUpload(definition, handle) {
      const { allow, types, most } = definition
      register(definition, async context => {
        const { session } = context.state
        mustBeAllowed(allow, session?.who, features)
        mustComeFromOurPage(context)
        if (!context.request.is([...types])) throw new HubError('http.media-type', 415)
        const raw = { path: context.params, body: undefined, query: context.query }
        const input = readInput(definition.input, raw, languageOf(context))
        const who = session?.who as Asker<typeof allow>
        await withFile(context.req, { folder: incoming, most }, async file =>
          answer(context, await handle(input, who, file), definition.output),
        )
      })
    },
    document() {
      document ??= openApi(definitions)
      return document
    },
    install(app) {
      app.use(router.routes())
      app.use(methodNotAllowed(router))
    },
  }
}

/** RFC 9110 section 15.5.6: a path that exists refuses a method with 405 and Allow. */
const methodNotAllowed =
  (router: Router<RequestState>): RequestStep =>
  async (context, next) => {
    const allowed = new Set(router.match(context.path, context.method).path.flatMap(layer => layer.methods))
    if (allowed.size === 0) return next()
    context.set('Allow', [...allowed].join(', '))
    if (context.method === 'OPTIONS') {
      context.status = 204
      return
    }
    throw new HubError('http.method', 405, { method: context.method })
  }

function mustComeFromOurPage(context: RequestContext): void {
  const { session } = context.state
  if (session && !csrfFits(session, context.get('x-csrf-token'))) throw new HubError('access.csrf', 403)
}

function mustBeJson(context: RequestContext): void {
  if (!changes(context.method)) return
  // `is` gives null where there is no body at all.
  if (context.request.is('json') === false) throw new HubError('http.media-type', 415)
}

function bodyError(error: Error): never {
  const status = 'status' in error ? error.status : undefined
  if (status === 413) throw new HubError('http.too-large', 413)
  if (status === 415) throw new HubError('http.media-type', 415)
  throw new HubError('http.json', 400)
}

/** /people/:id and /people/:person are one address. */
const sameShape = (a: string, b: string) => shape(a) === shape(b)
const shape = (path: string) => path.replace(/:\w+/g, ':')
