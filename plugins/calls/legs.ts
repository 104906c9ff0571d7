import type { Directory } from '../directory/contract.ts'
import { pack } from './context.ts'
import type { CallData, Calls, LegOf } from './contract.ts'
import type { CallLog } from './log.ts'
import { dialledBy } from './parties.ts'

export function callsFor(directory: Directory, log: Pick<CallLog, 'current'>): Calls {
  const domainOf = (organisation: string) => directory.organisation(organisation)?.domain ?? ''
  return {
    standIn({ organisation, data }, extension) {
      const call = data as CallData
      return {
        ...{ verb: 'ring' as const, extensions: [extension], seconds: 8, standIn: call.callee.kind !== 'service' },
        show: { number: call.caller.number, name: call.caller.name, hidden: call.caller.hidden },
        context: pack({ kind: 'incoming', organisation, data: call }),
      }
    },
    legTo({ to, ...leg }) {
      const asked = dialledBy({ ...common(leg), dialled: to }, leg.organisation, directory)
      return asked && { to, domain: domainOf(leg.organisation), context: pack({ ...asked, leg: true }) }
    },
    legAt({ extensions, ...leg }) {
      const [first = ''] = extensions
      const [to = '', domain = ''] = first.split('@')
      const { organisation } = leg
      return { to, domain, context: pack({ kind: 'direct', organisation, extensions, data: common(leg), leg: true }) }
    },
    current: log.current,
  }
}

const common = ({ call, caller, diversions = 0 }: LegOf) => ({ call, callId: '', caller, dialled: '', diversions })
