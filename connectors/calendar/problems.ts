/** The errors of the port, for adapters that speak HTTP. `reason` is the vendor's, in its own words. */
import { HubError } from '../../core/error.ts'

export const refused = (reason: string) => new HubError('calendar.refused', 403, { reason })
export const gone = (reason: string) => new HubError('calendar.gone', 404, { reason })
export const noCalendar = (reason: string) => new HubError('calendar.address', 422, { reason, field: 'address' })
export const unwatched = (reason: string) => new HubError('calendar.unwatched', 422, { reason })

/** `after`: HTTP's Retry-After (RFC 9110 section 10.2.3), which is seconds or a date. */
export function unavailable(reason: string, after?: string | null): HubError {
  const seconds = !after || /^\d+$/.test(after) ? Number(after ?? '') : (Date.parse(after) - Date.now()) / 1000
  const told = after && Number.isFinite(seconds) ? { retryAfter: Math.max(0, Math.ceil(seconds)) } : {}
  return new HubError('calendar.unavailable', 503, { reason, ...told })
}

export const isGone = (error: unknown) => error instanceof HubError && error.code === 'calendar.gone'
export const reasonOf = (error: unknown) => (error instanceof HubError ? String(error.details.reason) : '')
