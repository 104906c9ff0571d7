/** The typed client of the API: the same definitions that serve it. A browser can load this. */
import type { z } from 'zod'
import { whoAmI } from '../access/contract.ts'
import type { Allow, DownloadDefinition, RouteDefinition, UploadDefinition } from '../define.ts'
import { HubError } from '../error.ts'

/** What the hub answered instead: code and details as there, `say` in the user's language, `field` the path of the input at fault. */
export class ApiError extends HubError {
  readonly say: string
  readonly field: string | undefined

  constructor(
    status: number,
    error: { code: string; message: string; field?: string; details?: Record<string, unknown> },
  ) {
    super(error.code, status, error.details)
    this.name = 'ApiError'
    this.say = error.message
    this.field = error.field
  }
}

/** What is used of fetch. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string | Blob; credentials: 'same-origin' },
) => Promise<{ ok: boolean; status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>

export interface ApiClient {
  /** Throws ApiError; what fetch throws when the hub can't be reached goes through. */
  call<Input, Output, Allowed extends Allow>(
    definition: RouteDefinition<Input, Output, Allowed>,
    input: Input,
  ): Promise<Output>
  /** `file`'s type is what it is sent as. */
  upload<Input, Output, Allowed extends Allow>(
    definition: UploadDefinition<Input, Output, Allowed>,
    input: Input,
    file: Blob,
  ): Promise<Output>
}

/** `base` is '' in the hub's own pages, else as in "http://127.0.0.1:8080". */
export function client(base: string, fetch: Fetch): ApiClient {
  let csrf: string | undefined

  async function send<Output>(definition: AnyRoute<Output>, input: unknown, file?: Blob): Promise<Output> {
    const { method } = definition
    const { path, rest } = intoPath(definition.path, input)
    const inQuery = method === 'GET' || method === 'DELETE' || file !== undefined
    const body = file ?? (inQuery ? undefined : JSON.stringify(rest))
    const response = await fetch(`${base}/api${path}${inQuery ? queryOf(rest) : ''}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': file?.type ?? 'application/json' }),
        ...(csrf === undefined || method === 'GET' ? {} : { 'x-csrf-token': csrf }),
      },
      ...(body === undefined ? {} : { body }),
      credentials: 'same-origin',
    })
    csrf = response.headers.get('x-csrf-token') ?? csrf
    const answer: unknown = parsed(await response.text())
    if (!response.ok) throw new ApiError(response.status, errorOf(answer, response.status))
    return definition.output.parse(answer)
  }

  async function call<Output>(definition: AnyRoute<Output>, input: unknown, file?: Blob): Promise<Output> {
    try {
      return await send(definition, input, file)
    } catch (error) {
      // No token yet, or that of a session since replaced in another tab: the current one is asked for, once.
      if (!(error instanceof ApiError) || error.code !== 'access.csrf') throw error
      await send(whoAmI, {})
      return await send(definition, input, file)
    }
  }

  return { call, upload: call }
}

/** Where a download is, for <audio> and links: "/api/people/7/heard.mp3?language=sv". */
export function address<Input, Allowed extends Allow>(
  definition: DownloadDefinition<Input, Allowed>,
  input: Input,
): string {
  const { path, rest } = intoPath(definition.path, input)
  return `/api${path}${queryOf(rest)}`
}

/** Why nothing came from a download's address, which an element that loads it doesn't tell; undefined where it does come. */
export async function refusal(address: string, fetch: Fetch): Promise<ApiError | undefined> {
  const response = await fetch(address, { method: 'GET', headers: { range: 'bytes=0-0' }, credentials: 'same-origin' })
  if (response.ok) return undefined
  return new ApiError(response.status, errorOf(parsed(await response.text()), response.status))
}

type AnyRoute<Output> = { method: string; path: string; output: z.ZodType<Output> }

function intoPath(path: string, input: unknown): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...(input ?? {}) }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}

function queryOf(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(one => one !== undefined)
      .map(one => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A proxy in between may answer with a page of its own. */
function errorOf(body: unknown, status: number): ConstructorParameters<typeof ApiError>[1] {
  const error = body && typeof body === 'object' && 'error' in body ? body.error : undefined
  if (error && typeof error === 'object' && 'code' in error && 'message' in error) {
    const field = 'field' in error && typeof error.field === 'string' ? { field: error.field } : {}
    const details = 'details' in error && typeof error.details === 'object' ? { details: { ...error.details } } : {}
    return { code: String(error.code), message: String(error.message), ...field, ...details }
  }
  return { code: 'http.internal', message: `HTTP ${status}` }
}
