/** The errors of the port, for adapters that speak HTTP. `reason` is the vendor's, in its own words. */
import { HubError } from '../../core/error.ts'

export const refused = (reason: string) => new HubError('calendar.refused', 403, { reason })
export const gone = (reason: string) => new HubError('calendar.gone', 404, { reason })
export const noCalendar = (reason: string) => new HubError('calendar.address', 422, { reason, field: 'address' })
export const unwatched = (reason: string) => new HubError('calendar.unwatched', 422, { reason })

export const unavailable = (reason: string): HubError => new HubError('calendar.unavailable', 503, { reason })

export const isGone = (error: unknown) => error instanceof HubError && error.code === 'calendar.gone'
export const reasonOf = (error: unknown) => (error instanceof HubError ? String(error.details.reason) : '')
