/** What Microsoft Graph answers instead, in the port's words: https://learn.microsoft.com/graph/errors */
import { HubError } from '../../core/error.ts'

/** Whose errors are thrown: "calendar" for calendar.refused. */
export interface OfPort {
  readonly port: string
}

export const refused = ({ port }: OfPort, reason: string) => new HubError(`${port}.refused`, 403, { reason })
export const gone = ({ port }: OfPort, reason: string) => new HubError(`${port}.gone`, 404, { reason })
export const noMailbox = ({ port }: OfPort, reason: string) =>
  new HubError(`${port}.address`, 422, { reason, field: 'address' })

/** `after`: HTTP's Retry-After (RFC 9110 section 10.2.3), which is seconds or a date. */
export function unavailable({ port }: OfPort, reason: string, after?: string | null): HubError {
  const seconds = !after || /^\d+$/.test(after) ? Number(after ?? '') : (Date.parse(after) - Date.now()) / 1000
  const told = after && Number.isFinite(seconds) ? { retryAfter: Math.max(0, Math.ceil(seconds)) } : {}
  return new HubError(`${port}.unavailable`, 503, { reason, ...told })
}

/** GraphError, which has a status of -1 where nobody answered. */
interface GraphProblem extends Error {
  readonly statusCode: number
  readonly code: string | null
  readonly headers?: Headers | undefined
}

const isGraphProblem = (error: unknown): error is GraphProblem =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'

export const statusOf = (error: unknown) => (isGraphProblem(error) ? error.statusCode : undefined)
export const told = (error: unknown) =>
  isGraphProblem(error) ? [error.code, error.message].filter(Boolean).join(': ') : String(error)

/** Anything else stays as it is. */
export function problem(of: OfPort, error: unknown): unknown {
  if (!isGraphProblem(error)) return error
  const { statusCode, code, headers } = error
  if (statusCode === 401 || statusCode === 403) return refused(of, told(error))
  if (statusCode === 404 || statusCode === 410 || code === 'ErrorInvalidIdMalformed') return gone(of, told(error))
  return unavailable(of, told(error), headers?.get('retry-after'))
}
