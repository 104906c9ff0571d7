/** Who stays in a call, and what becomes of them. */

import { joinedLegs, type Sound, type Step, type Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import { type Calls, type CurrentCall, callIdOf } from '../calls/contract.ts'
import { type Directory, type Person, readNumber } from '../directory/contract.ts'
import { pack } from './about.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
}

type Side = CurrentCall['caller']

export const music: readonly Sound[] = [{ tone: 'music' }]
/** How long it rings at who gets a call, and at who gets it back. Seconds. */
const patience = 30
/** How long whoever was asked first waits for the one who comes to her: as good as no time. */
const moment = 20

export interface Handing {
  /** Steps for who stays. Throws calls.no-such-number (422). */
  blind(call: CurrentCall, by: Person, to: string): readonly Step[]
  /** Back to who handed it on; where she isn't there either, it is over. */
  back(call: CurrentCall, by: Person): readonly Step[]
  /** Whoever is not this person becomes a leg that does these steps; she is out of the call. Gives the leg. Throws transfer.several (409). */
  move(call: CurrentCall, by: Person, steps: readonly Step[], about: string, agent?: string): Promise<string>
  /** Steps with which whoever stays in `call` talks to whoever stays in `other`; `agent`: who does them, where that is said. */
  announced(call: CurrentCall, other: CurrentCall, by: Person, agent?: string): Promise<readonly Step[]>
  staying(call: CurrentCall, by: Person): Side
}

export function handingOn({ directory, calls, voice }: Parts): Handing {
  const staying: Handing['staying'] = ({ caller, callee }, { id }) =>
    caller.person === id ? { ...callee, hidden: false } : caller

  const back: Handing['back'] = (call, by) => {
    const { organisation } = call
    const other = staying(call, by)
    const swedish = by.language === 'sv'
    const who = other.hidden ? '' : (other.name ?? other.number ?? '')
    const name = `${swedish ? 'Åter' : 'Back'}: ${who || (swedish ? 'dolt nummer' : 'hidden number')}`
    const leg = { organisation, call: call.call, caller: { ...other, name, hidden: false }, extensions: [by.extension] }
    const number = other.hidden ? undefined : other.number
    const target = calls.legAt({ ...leg, caller: { ...leg.caller, number: number ?? by.short } })
    return [{ do: 'dial', name: 'back', call: { ...target, seconds: patience }, meanwhile: music, otherwise: [] }]
  }

  const move: Handing['move'] = async (call, by, steps, about, agent) => {
    const callId = callIdOf(call, by.id)
    const own = await joinedLegs(voice, callId)
    if (own) {
      await voice.tell(own.other, steps, about)
      await voice.tell(own.leg, [{ do: 'hangUp' }])
      return own.other
    }
    // Several talk to each other: there is nobody who alone would stay.
    if ((await voice.legs()).some(leg => leg.callId === callId && leg.room !== undefined)) {
      throw new HubError('transfer.several', 409)
    }
    const stays = call.caller.person === by.id ? 'callee' : 'caller'
    const { leg } = await voice.take({ taken: { callId: call.callId, stays, agent }, steps, about })
    return leg
  }

  return {
    staying,
    back,
    move,
    blind(call, by, written) {
      const { organisation } = call
      const read = readNumber(directory, organisation, written)
      if (!read) throw new HubError('calls.no-such-number', 422, { number: written, field: 'to' })
      const { dialled } = read
      // Outside it costs: who hands it on pays, and is who calls there.
      const own = { person: by.id, number: by.number ?? by.short, name: by.name, hidden: false }
      const caller = read.kind === 'inside' ? staying(call, by) : own
      const target = calls.legTo({ organisation, call: call.call, caller, to: dialled, diversions: 1 })
      if (!target) throw new HubError('calls.no-such-number', 422, { number: written, field: 'to' })
      const goes = { ...target, seconds: patience }
      return [{ do: 'dial', name: 'transfer', call: goes, meanwhile: music, otherwise: back(call, by) }]
    },
    async announced(call, other, by, agent) {
      const steps: readonly Step[] = [{ do: 'wait', sounds: music, seconds: moment }]
      const leg = await move(other, by, steps, pack({ kind: 'moved', call: call.call }), agent)
      const { person } = staying(other, by)
      calls.joins({ callId: other.callId, call: call.call, person, other: staying(call, by) })
      return [{ do: 'bridge', with: leg }]
    },
  }
}
