/** What would end differently, in words. */
import type { Party } from '../../../core/define.ts'
import type { Replayed } from '../../../core/flow/replay.ts'
import type { Reader, Trace } from '../../../core/flow/trace.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import type { ReplayDifference } from '../contract.ts'

interface Words {
  readonly hub: Pick<Hub, 'trace'>
  readonly directory: Pick<Directory, 'person'>
  readonly reader: Reader
}

export function differenceOf({ verdict, was, would }: Replayed, { hub, directory, reader }: Words): ReplayDifference {
  const { id, occurrence } = was
  const [then, now] = [hub.trace(was, reader), hub.trace(would, reader)]
  // Side actions are told where they are what differs.
  const did = (told: Trace) => (then.did === now.did ? [told.did, ...told.also].filter(Boolean).join(' ') : told.did)
  return {
    ...{ id, subject: occurrence.subject, at: occurrence.at.toISOString(), event: occurrence.type },
    happened: then.happened,
    parties: Object.fromEntries(Object.entries(occurrence.parties).map(([role, one]) => [role, shown(one, directory)])),
    verdict: verdict === 'published' || verdict === 'untold' ? verdict : 'changed',
    was: { did: did(then), ...winnerOf(then) },
    ...(verdict !== 'untold' && { would: { did: did(now), ...winnerOf(now) } }),
    why: whyOf(verdict, then, now),
  }
}

/** A withheld number is known to the service alone (RFC 3325 section 9.3). */
function shown({ person, number, hidden }: Party, directory: Pick<Directory, 'person'>) {
  if (hidden) return { hidden }
  const name = person === undefined ? undefined : directory.person(person)?.name
  return { person, name, number }
}

const won = ({ tried }: Trace) => tried.find(({ outcome }) => outcome === 'won')
const winnerOf = (told: Trace) => ({ rule: won(told)?.title })

function whyOf(verdict: Replayed['verdict'], then: Trace, now: Trace): string {
  if (verdict === 'untold') {
    const undecided = now.tried.find(({ outcome }) => outcome === 'unknown')
    const missing = now.saw.find(({ unknown }) => unknown)
    return undecided?.reason ?? (missing ? `${missing.what}: ${missing.value}` : '')
  }
  // Where no rule wins now: what became of the one that did.
  const before = now.tried.find(({ rule }) => rule === won(then)?.rule)
  return (won(now) ?? before)?.reason ?? ''
}
