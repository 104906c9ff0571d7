/** What the phones that ring show of who calls. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Caller } from '../../../connectors/telephony/port.ts'
import type { CallData, DeskShows } from '../contract.ts'

/**
 * A phone shows the display name of From, and a number at its own discretion (RFC 3261 section 20.20): what it must show stands in the
 * name. Whoever answers for others sees for whom: "Växel: Maria Holm".
 */
export function showing(
  { caller, callee }: Pick<CallData, 'caller' | 'callee'>,
  { name, desk, country }: { name: string | undefined; desk: DeskShows; country: string },
): Caller {
  const { number, hidden } = caller
  const known = name ?? caller.name
  const group = callee.kind === 'group' || callee.kind === 'queue' ? callee.name : undefined
  const shown = hidden || number === undefined ? undefined : written(number, country)
  const of = { name: known, number: shown, both: [known, shown].filter(Boolean).join(' ') }[desk]
  const who = hidden ? undefined : of
  return { number, hidden, name: group === undefined || hidden ? who : `${group}: ${who ?? shown ?? known ?? ''}` }
}

/** As a desk phone's short line has room for it: "0701740605", "+4722123456". */
function written(number: string, country: string): string {
  const parsed = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined
  return parsed?.country === country ? parsed.formatNational().replaceAll(/\D/g, '') : number
}
