/** A call as one of its people may see it. */
import type { Directory } from '../directory/contract.ts'
import type { CallEntry, CallRecord, Phase } from './contract.ts'
import type { CallRow, Part } from './model.ts'

interface Beside {
  readonly directory?: Pick<Directory, 'person'> | undefined
  readonly phase?: Phase | undefined
  /** At the person's phone. */
  readonly callId?: string | undefined
  /** The call goes on without her since then. */
  readonly leftAt?: Date | undefined
  /** The person's, where she came into the call when it had been answered. */
  readonly part?: Part | undefined
}

const nobody = { name: undefined, number: undefined, person: undefined, hidden: true }

/** The other side, as this person may see it. */
function otherOf(row: CallRow, outgoing: boolean): CallEntry['other'] {
  if (outgoing) return side(row.calleeName, row.calleeNumber, row.calleePerson)
  return row.callerHidden ? nobody : side(row.callerName, row.callerNumber, row.callerPerson)
}

const side = (name: string | null, number: string | null, person: string | null) => ({
  name: name ?? undefined,
  number: number ?? undefined,
  person: person ?? undefined,
  hidden: false,
})

export function entryFor(row: CallRow, person: string, beside: Beside = {}): CallEntry {
  const { directory, phase, callId, leftAt, part } = beside
  if (part && ![row.callerPerson, row.calleePerson, row.answeredBy].includes(person))
    return partFor(row, part, { directory, phase, callId })
  const stoodIn = row.answeredBy !== null && row.answeredBy !== person && row.calleePerson === person
  const answeredBy = stoodIn ? directory?.person(row.answeredBy ?? '') : undefined
  const outgoing = row.callerPerson === person
  const own = outgoing || row.calleePerson === person
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString(),
    endedAt: (row.endedAt ?? leftAt)?.toISOString(),
    direction: outgoing ? 'outgoing' : 'incoming',
    other: otherOf(row, outgoing),
    phase,
    callId,
    // The message lies in another's box: for whom it rang beside, nobody answered.
    outcome: row.outcome === 'voicemail' && !own ? 'missed' : (row.outcome ?? (leftAt && 'answered')),
    seconds: leftAt && row.answeredAt ? secondsBetween(row.answeredAt, leftAt) : row.seconds,
    via: own ? undefined : (row.calleeName ?? row.calleeNumber ?? undefined),
    answeredBy: answeredBy && { person: answeredBy.id, name: answeredBy.name },
    // Whoever calls a colleague doesn't read the colleague's rules.
    rule: row.rule !== null && (!outgoing || row.calleeKind === 'outside') ? JSON.parse(row.rule) : undefined,
  }
}

const secondsBetween = (from: Date, to: Date) => Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000))

function partFor(row: CallRow, part: Part, { directory, phase, callId }: Beside): CallEntry {
  const by = row.answeredBy === null ? undefined : directory?.person(row.answeredBy)
  return {
    id: row.id,
    startedAt: part.startedAt.toISOString(),
    answeredAt: part.answeredAt?.toISOString(),
    endedAt: part.endedAt?.toISOString(),
    direction: 'incoming',
    other: part.otherHidden ? nobody : side(part.otherName, part.otherNumber, part.otherPerson),
    phase,
    callId,
    outcome: part.outcome ?? (part.endedAt ? 'failed' : undefined),
    seconds: part.seconds,
    via: by?.name ?? row.calleeName ?? undefined,
  }
}

/** A hidden caller stays hidden for those too who answer for others. */
export function recordOf(row: CallRow, directory: Pick<Directory, 'person'>): CallRecord {
  const answeredBy = row.answeredBy === null ? undefined : directory.person(row.answeredBy)
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString(),
    endedAt: row.endedAt?.toISOString(),
    caller: otherOf(row, false),
    callee: { ...otherOf(row, true), kind: row.calleeKind },
    answeredBy: answeredBy && { person: answeredBy.id, name: answeredBy.name },
    outcome: row.outcome ?? undefined,
    seconds: row.seconds,
  }
}
