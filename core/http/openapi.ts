/** The OpenAPI 3.1 document, made from the same definitions that serve. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import type { Method } from '../define.ts'
import { problemSchema } from './problem.ts'

/** Of a route only what is written down of it. */
export interface AnyRoute {
  readonly method: Method
  readonly path: string
  readonly input: z.ZodType
  /** Of JSON; a download has a `type` instead. */
  readonly output?: z.ZodType
  readonly type?: string
  /** Of what is handed in as the body itself: its media types. */
  readonly types?: readonly string[]
  readonly allow: unknown
  readonly say: string
}

export function openApi(routes: readonly AnyRoute[]) {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'svara' })
  for (const route of routes) registry.registerPath(pathOf(route))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Svara', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/api' }],
  })
}

function pathOf({ method, path, input, output, type, types, allow, say }: AnyRoute): RouteConfig {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
  const shape = input instanceof z.ZodObject ? input.shape : {}
  const params = pick(shape, name => inPath.includes(name))
  const rest = pick(shape, name => !inPath.includes(name))
  // An input that is a union or is refined has no shape to divide: all of it stands in the body.
  const body = input instanceof z.ZodObject ? rest : input
  const hasBody =
    types === undefined && !['GET', 'DELETE'].includes(method) && !(body instanceof z.ZodObject && isEmpty(body))
  const failed = { description: 'What went wrong', content: { 'application/json': { schema: problemSchema } } }
  return {
    method: lower[method],
    path: path.replace(/:(\w+)/g, '{$1}'),
    operationId: `${lower[method]}${path.replace(/[/:-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: say,
    security: allow === 'anyone' ? [] : [{ session: [] }],
    request: {
      ...(inPath.length > 0 ? { params: withAll(params, inPath) } : {}),
      ...(hasBody || isEmpty(rest) ? {} : { query: rest }),
      ...(hasBody ? { body: { content: { 'application/json': { schema: body } }, required: true } } : {}),
      ...(types ? { body: { content: Object.fromEntries(types.map(one => [one, {}])), required: true } } : {}),
    },
    responses: {
      ...answers(output, type),
      '4XX': failed,
    },
  }
}

function answers(output: z.ZodType | undefined, type: string | undefined): RouteConfig['responses'] {
  if (type !== undefined) {
    // OpenAPI 3.1 describes a file by its media type alone.
    const content = { [type]: {} }
    return { 200: { description: 'The file', content }, 206: { description: 'The part asked for', content } }
  }
  if (!output || output instanceof z.ZodVoid) return { 204: { description: 'Done' } }
  return { 200: { description: 'The answer', content: { 'application/json': { schema: output } } } }
}

const lower = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const

const pick = (shape: Readonly<Record<string, z.ZodType>>, wanted: (name: string) => boolean) =>
  z.object(Object.fromEntries(Object.entries(shape).filter(([name]) => wanted(name))))

/** Each parameter in the path has to be declared, even where the input doesn't name it. */
const withAll = (params: z.ZodObject, names: readonly string[]) =>
  z.object(Object.fromEntries(names.map(name => [name, params.shape[name] ?? z.string()])))

const isEmpty = (object: z.ZodObject) => Object.keys(object.shape).length === 0
