import type { Directory } from '../directory/contract.ts'
import { pack } from './context.ts'
import type { CallData, Calls, LegOf, OutgoingData } from './contract.ts'
import type { Course } from './course.ts'
import type { LegNews } from './leg-news.ts'
import type { Lines } from './lines.ts'
import type { CallLog } from './log-ends.ts'
import { callerOf } from './log-row.ts'
import { dialledBy } from './parties.ts'

interface Known {
  readonly log: Pick<CallLog, 'current' | 'currentOf'>
  readonly board: Pick<Lines, 'ringing' | 'state'>
  readonly courseAt: (callId: string) => Course | undefined
  readonly onLine: Calls['onLine']
}

export function callsFor(
  directory: Directory,
  { log, board, courseAt, onLine }: Known,
  tell: (news: LegNews) => void,
): Calls {
  const domainOf = (organisation: string) => directory.organisation(organisation)?.domain ?? ''
  return {
    onLine,
    lineOf(person) {
      const extension = directory.person(person)?.extension
      return extension === undefined ? 'idle' : board.state(extension)
    },
    standIn({ organisation, data }, extension) {
      const call = data as CallData | OutgoingData
      const { number, name, hidden } = call.caller
      // A code that was dialled, as a service's number, is answered by what it is for.
      const standIn = 'callee' in call && call.callee.kind !== 'service'
      const context =
        'callee' in call
          ? pack({ kind: 'incoming', organisation, data: call })
          : pack({ kind: 'outgoing', organisation, data: call })
      return { verb: 'ring', extensions: [extension], seconds: 8, standIn, show: { number, name, hidden }, context }
    },
    legTo({ to, ...leg }) {
      const asked = dialledBy({ ...common(leg), wish: leg.wish, dialled: to }, leg.organisation, directory)
      return asked && { to, domain: domainOf(leg.organisation), context: pack({ ...asked, ...marks(leg) }) }
    },
    legAt({ extensions, ...leg }) {
      const [first = ''] = extensions
      const [to = '', domain = ''] = first.split('@')
      const { organisation } = leg
      const context = pack({ kind: 'direct', organisation, extensions, data: common(leg), ...marks(leg) })
      return { to, domain, context }
    },
    current: log.current,
    currentOf: log.currentOf,
    ringingAt(id) {
      const person = directory.person(id)
      if (!person) return []
      return board.ringing(person.extension).flatMap(({ callId, since }) => {
        const course = courseAt(callId)
        if (course?.row.organisationId !== person.organisation) return []
        return [{ call: course.row.id, callId, caller: callerOf(course.row), since: new Date(since) }]
      })
    },
    joins: leg => tell({ what: 'joins', ...leg }),
    voicemail: (call, left) => tell({ what: 'voicemail', call, left }),
    parked: (call, parked) => tell({ what: 'parked', call, parked }),
  }
}

const marks = ({ begins, answers }: LegOf) => ({ ...(!begins && { leg: true as const }), answers })

const common = ({ call, caller, diversions = 0 }: LegOf) => ({ call, callId: '', caller, dialled: '', diversions })
