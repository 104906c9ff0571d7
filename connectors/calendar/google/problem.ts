/** What Google answers instead, in the port's words. */
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'

export const unavailable = (reason: string, retryAfter?: number) =>
  new HubError('calendar.unavailable', 503, { reason, ...(retryAfter !== undefined && { retryAfter }) })
export const refused = (reason: string) => new HubError('calendar.refused', 403, { reason })
export const gone = (reason: string) => new HubError('calendar.gone', 404, { reason })

/** Of the calendar itself, and of the token endpoint (RFC 6749 section 5.2). */
const body = z.union([
  z
    .object({
      error: z.object({
        message: z.string().default(''),
        errors: z.array(z.object({ reason: z.string() })).default([]),
      }),
    })
    .transform(({ error }) => ({ reason: error.errors[0]?.reason ?? '', message: error.message, token: false })),
  z
    .object({ error: z.string(), error_description: z.string().default('') })
    .transform(({ error, error_description }) => ({ reason: error, message: error_description, token: true })),
])

/** Of GaxiosError; without response where nobody answered. */
const answered = z.object({
  response: z.object({ status: z.number(), headers: z.instanceof(Headers), data: z.unknown() }),
})

/**
 * Too much was asked, by one user or by the whole project, which Google says with 403 as well as with 429; or the project isn't set up yet.
 * https://developers.google.com/workspace/calendar/api/guides/errors
 */
const passes = [
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'calendarUsageLimitsExceeded',
  'accessNotConfigured',
]
/** Where signing in again helps, or whoever administers Google has to let the hub in. */
const signInAgain = ['invalid_grant', 'unauthorized_client', 'access_denied', 'invalid_scope']

export function problem(error: unknown): unknown {
  if (error instanceof HubError || !(error instanceof Error)) return error
  const answer = answered.safeParse(error)
  if (!answer.success) return unavailable(error.message)
  const { status, headers, data } = answer.data.response
  const { reason, message, token } = body.catch({ reason: '', message: error.message, token: false }).parse(data)
  const told = [reason, message].filter(Boolean).join(': ')
  if (token) return signInAgain.includes(reason) ? refused(told) : unavailable(told, retryAfter(headers))
  if (status === 401 || (status === 403 && !passes.includes(reason))) return refused(told)
  if (status === 404 || status === 410) return gone(told)
  return unavailable(told, retryAfter(headers))
}

export const statusOf = (error: unknown) => answered.safeParse(error).data?.response.status

/** HTTP's own (RFC 9110 section 10.2.3), in seconds. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
