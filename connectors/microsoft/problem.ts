/** What Microsoft Graph answers instead, in the port's words: https://learn.microsoft.com/graph/errors */
import { gone, type OfPort, refused, unavailable } from '../http/problems.ts'

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
