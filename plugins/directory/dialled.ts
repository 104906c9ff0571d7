/** What a number is that somebody in an organisation has written or dialled: the one place where that is read. */
import type { Destination, Directory } from './contract.ts'
import { e164 } from './number.ts'

export type Dialled =
  /** 112: whatever anybody has set. */
  | { readonly kind: 'emergency'; readonly dialled: string }
  /** A service of the hub's own or of the network: "*71", "*31*0701740605". */
  | { readonly kind: 'code'; readonly dialled: string }
  /** A colleague's, a group's, a service's of the organisation's own; `dialled` is short or E.164. */
  | { readonly kind: 'inside'; readonly dialled: string; readonly destination: Destination }
  /** E.164. */
  | { readonly kind: 'outside'; readonly dialled: string }
  /** National and never written with a country: 1177, 11414, 118 118. */
  | { readonly kind: 'national'; readonly dialled: string }

type From = Pick<Directory, 'destination' | 'organisation'>

/**
 * "08-465 004 01", "00 46 8 465 004 01", "1002", and "465 004 01" where the organisation has an area code. Short numbers come first, since
 * the organisation gave them itself. Undefined for what leads nowhere. Whether one may call there the rules say.
 */
export function readNumber(directory: From, organisation: string, written: string): Dialled | undefined {
  // A phone may have written # as %23 (RFC 3261 section 25.1).
  const typed = written.trim().replaceAll('%23', '#')
  if (!/^[+*#\d(][\d\s+()./*#-]*$/.test(typed)) return undefined
  const digits = typed.replaceAll(/[^\d+*#]/g, '')
  if (digits === '112') return { kind: 'emergency', dialled: digits }
  if (/^[*#]/.test(digits)) return /^[*#]+[\d*#+]+$/.test(digits) ? { kind: 'code', dialled: digits } : undefined
  if (/[*#]/.test(digits)) return undefined
  const number = e164(digits, directory.organisation(organisation) ?? { country: 'SE' })
  const long = number === undefined ? undefined : directory.destination(number, organisation)
  const destination = directory.destination(digits, organisation) ?? long
  if (destination) {
    const isLong = number !== undefined && long?.number === destination.number
    return { kind: 'inside', dialled: isLong ? number : digits, destination }
  }
  if (number !== undefined) return { kind: 'outside', dialled: number }
  return /^[1-9]\d{2,5}$/.test(digits) ? { kind: 'national', dialled: digits } : undefined
}
