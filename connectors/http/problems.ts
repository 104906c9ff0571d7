/** What adapters that speak HTTP throw, for whichever port they are. `reason` is the vendor's, in its own words. */
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
