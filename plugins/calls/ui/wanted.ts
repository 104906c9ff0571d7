/** Which calls are asked for: it stands in the address, so that Back leads to what was there before. */
import { useLocation } from 'preact-iso'
import { type CallEntry, type CallKind, callKinds } from '../contract.ts'
import { isMissed } from './course.ts'

export interface Wanted {
  readonly kind: CallKind
  readonly text: string
}

export function wantedIn(url: string): Wanted {
  const asked = new URLSearchParams(url.split('?')[1] ?? '')
  const kind = callKinds.find(one => one === asked.get('show')) ?? 'all'
  return { kind, text: asked.get('q') ?? '' }
}

/** As the end of an address: "?show=missed&q=olof", or nothing. */
export function queryOf({ kind, text }: Wanted): string {
  const query = new URLSearchParams({ ...(kind !== 'all' && { show: kind }), ...(text && { q: text }) })
  return query.size > 0 ? `?${query}` : ''
}

/** The end of this address, for addresses beside it. */
export function useQuery(): string {
  const { url } = useLocation()
  return queryOf(wantedIn(url))
}

export const isAll = ({ kind, text }: Wanted): boolean => kind === 'all' && text.trim() === ''

/** Whether a call that is told of now belongs to them. What was typed, the hub alone can tell. */
export function belongs(call: CallEntry, { kind, text }: Wanted): boolean {
  if (text.trim() !== '') return false
  if (kind === 'missed') return isMissed(call)
  if (kind === 'voicemail') return call.direction === 'incoming' && call.outcome === 'voicemail'
  return kind === 'all' || call.direction === kind
}
