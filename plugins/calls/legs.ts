import type { Directory } from '../directory/contract.ts'
import { pack } from './context.ts'
import type { CallData, Calls, LegOf, OutgoingData } from './contract.ts'
import type { LegNews } from './leg-news.ts'
import type { CallLog } from './log-ends.ts'
import { dialledBy } from './parties.ts'

export function callsFor(
  directory: Directory,
  log: Pick<CallLog, 'current' | 'currentOf'>,
  tell: (news: LegNews) => void,
): Calls {
  const domainOf = (organisation: string) => directory.organisation(organisation)?.domain ?? ''
  return {
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
      const asked = dialledBy({ ...common(leg), dialled: to }, leg.organisation, directory)
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
    joins: leg => tell({ what: 'joins', ...leg }),
    voicemail: (call, left) => tell({ what: 'voicemail', call, left }),
    parked: (call, parked) => tell({ what: 'parked', call, parked }),
  }
}

const marks = ({ begins, answers }: LegOf) => ({ ...(!begins && { leg: true as const }), answers })

const common = ({ call, caller, diversions = 0 }: LegOf) => ({ call, callId: '', caller, dialled: '', diversions })
