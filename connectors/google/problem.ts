/** What Google answers instead, in the port's words. */
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import { gone, type OfPort, refused, unavailable } from '../http/problems.ts'

/** Of what is asked for, and of the token endpoint (RFC 6749 section 5.2). */
const body = z.union([
  z
    .object({
      error: z.object({
        message: z.string().default(''),
        errors: z.array(z.object({ reason: z.string() })).default([]),
        /** Of newer APIs: https://cloud.google.com/apis/design/errors */
        details: z.array(z.object({ reason: z.string().optional() })).default([]),
      }),
    })
    .transform(({ error }) => ({
      reason: error.errors[0]?.reason ?? error.details.find(({ reason }) => reason)?.reason ?? '',
      ...{ message: error.message, ofToken: false },
    })),
  z
    .object({ error: z.string(), error_description: z.string().default('') })
    .transform(({ error, error_description }) => ({ reason: error, message: error_description, ofToken: true })),
])

/** Of GaxiosError; without response where nobody answered. */
const answered = z.object({
  response: z.object({ status: z.number(), headers: z.instanceof(Headers), data: z.unknown() }),
})

/**
 * Too much was asked, by one user or by the whole project, which Google says with 403 as well as with 429; or the project isn't set up yet.
 * https://developers.google.com/workspace/calendar/api/guides/errors
 */
export const passes = [
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'calendarUsageLimitsExceeded',
  'accessNotConfigured',
  'RATE_LIMIT_EXCEEDED',
  'SERVICE_DISABLED',
]
/** Where signing in again helps, or whoever administers Google has to let the hub in. */
const signInAgain = ['invalid_grant', 'unauthorized_client', 'access_denied', 'invalid_scope']

export interface GoogleAnswer {
  /** Undefined where nobody answered. */
  readonly status?: number | undefined
  /** Google's word for it: "rateLimitExceeded", "invalid_grant". */
  readonly reason: string
  /** With the sentence that came with it. */
  readonly told: string
  readonly ofToken: boolean
  readonly retryAfter?: string | null
}

export function answerOf(error: unknown): GoogleAnswer {
  const text = error instanceof Error ? error.message : String(error)
  const { data: answer } = answered.safeParse(error)
  if (!answer) return { reason: '', told: text, ofToken: false }
  const { status, headers, data } = answer.response
  const { reason, message, ofToken } = body.catch({ reason: '', message: text, ofToken: false }).parse(data)
  const told = [reason, message].filter(Boolean).join(': ')
  return { status, reason, told, ofToken, retryAfter: headers.get('retry-after') }
}

export function problem(of: OfPort, error: unknown): unknown {
  if (error instanceof HubError || !(error instanceof Error)) return error
  const { status, reason, told, ofToken, retryAfter } = answerOf(error)
  if (ofToken) return signInAgain.includes(reason) ? refused(of, told) : unavailable(of, told, retryAfter)
  if (status === 401 || (status === 403 && !passes.includes(reason))) return refused(of, told)
  if (status === 404 || status === 410) return gone(of, told)
  return unavailable(of, told, retryAfter)
}
