/** Verdicts as kamailio.cfg reads them. Nothing in them can break out of a header or a URI. */
import type { Caller, Diversion, DiversionReason, Passed, Verdict } from '../port.ts'

type Decided = Exclude<Verdict, { verb: 'progress' }>

/** Sent when nobody could decide: Kamailio takes its fallback. */
export const undecided = { verb: 'undecided' }

export function asWire(verdict: Verdict): object {
  if (verdict.verb === 'progress') return { verb: 'progress', sdp: verdict.sdp, context: verdict.context }
  return decidedAsWire(verdict)
}

function decidedAsWire(verdict: Decided): object {
  if (verdict.verb === 'reject') {
    return { verb: 'reject', sipStatus: finalStatus(verdict.sipStatus), reason: oneLine(verdict.reason) || 'Rejected' }
  }
  const to = verdict.verb === 'ring' ? verdict.extensions.filter(isExtension).join(',') : dialable(verdict.number)
  return {
    verb: verdict.verb,
    to,
    ...(verdict.verb === 'dial' && verdict.trunks && { ways: verdict.trunks.filter(isTrunk).join(',') }),
    milliseconds: Math.round(Math.min(Math.max(verdict.seconds, 1), 300) * 1000),
    context: verdict.context,
    ...shown(verdict.show),
    ...(verdict.verb === 'ring' && verdict.connected && connected(verdict.connected)),
    ...(verdict.verb === 'dial' && verdict.asserted && { asserted: dialable(verdict.asserted) }),
    ...(verdict.verb === 'dial' && verdict.diverted && diversion(verdict.diverted)),
    ...(verdict.history && verdict.history.length > 0 && { history: verdict.history.map(passed).join(',') }),
  }
}

const diversion = ({ number, reason, counter, hidden }: Diversion) => ({
  diverted: dialable(number),
  diversion: `reason=${reason};counter=${counter}${hidden ? ';privacy=full' : ''}`,
})

/** RFC 4458 section 2. */
const causes: Readonly<Record<DiversionReason, number>> = {
  unconditional: 302,
  'user-busy': 486,
  'no-answer': 408,
  unavailable: 404,
}

const passed = ({ number, reason, hidden }: Passed) =>
  `${dialable(number) || 'unknown'}|${causes[reason]}|${hidden ? 1 : 0}`

/** RFC 3261 section 21: a refusal is 4xx, 5xx or 6xx. */
const finalStatus = (status: number) => (Number.isInteger(status) && status >= 400 && status <= 699 ? status : 480)

const isTrunk = (trunk: string) => /^[\w-]+$/.test(trunk)
const isExtension = (extension: string) => /^[\w.*+-]+@[a-z0-9.-]+$/i.test(extension)
export const dialable = (number: string) => number.replace(/[^\w.*+-]/g, '')

/** A display name stands between quotes (RFC 3261 section 25.1), here without any that would need escaping. */
export const displayName = (name: string) => oneLine(name).replaceAll('"', "'").replaceAll('\\', '/').slice(0, 80)

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim()

/** Who is hidden is not even named to the phone that is connected. */
const connected = ({ number = '', name = '', hidden }: Caller) =>
  hidden || dialable(number) === '' ? {} : { connected: dialable(number), connectedName: displayName(name) }

/** The trunk must know a hidden caller's number; kamailio.cfg shows it to nobody else. */
function shown({ number = '', name = '', hidden }: Caller) {
  return { shown: dialable(number), display: displayName(name), conceal: hidden ? 1 : 0 }
}
