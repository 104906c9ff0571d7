/** What Microsoft answers instead, in the port's words. */
import { HubError } from '../../../core/error.ts'

/** As of HTTP's Retry-After (RFC 9110 section 10.2.3): seconds, from a number or a date. */
export function retryAfter(value: string | null | undefined): number | undefined {
  if (!value) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

export function unavailable(reason: string, after?: string | null): HubError {
  const seconds = retryAfter(after)
  return new HubError('calendar.unavailable', 503, { reason, ...(seconds !== undefined && { retryAfter: seconds }) })
}
export const refused = (reason: string) => new HubError('calendar.refused', 403, { reason })
export const gone = (reason: string) => new HubError('calendar.gone', 404, { reason })

/** Of GraphError, which has a status of -1 where nobody answered. */
export interface GraphProblem {
  readonly statusCode: number
  readonly code: string | null
  readonly message: string
  readonly headers?: Headers | undefined
}

const isGraphProblem = (error: unknown): error is GraphProblem =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'

export const statusOf = (error: unknown) => (isGraphProblem(error) ? error.statusCode : undefined)

/** https://learn.microsoft.com/graph/errors */
export function problem(error: unknown): unknown {
  if (!isGraphProblem(error)) return error
  const { statusCode, code, message, headers } = error
  const reason = [code, message].filter(Boolean).join(': ')
  if (statusCode === 401 || statusCode === 403) return refused(reason)
  if (statusCode === 404 || statusCode === 410 || code === 'ErrorInvalidIdMalformed') return gone(reason)
  return unavailable(reason, headers?.get('retry-after'))
}
