import { speech } from '../../connectors/speech/port.ts'
import { telephony, type Verdict } from '../../connectors/telephony/port.ts'
import { voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import { definePlugin } from '../../core/hub.ts'
import { callsPort } from '../calls/contract.ts'
import { directory } from '../directory/contract.ts'
import { id, pack } from './about.ts'
import { pickUpAction } from './contract.ts'
import { handingOn } from './handing.ts'
import { openParking } from './parking.ts'
import { provideRinging } from './ringing.ts'
import { provideRoutes } from './routes.ts'
import { openTaking } from './taking.ts'
import { words } from './words/index.ts'

export const transfer = definePlugin({
  id,
  needs: { directory, calls: callsPort, voice, telephony, speech },
  uses: ['directory', 'calls', 'phone'],
  words,
  setup(hub, ports) {
    const { directory, calls, voice } = ports
    const handing = handingOn(ports)
    const parking = openParking(hub, ports)
    provideRoutes(hub, { ...ports, handing, parking })
    provideRinging(hub, ports)
    const taking = openTaking(hub, ports)

    voice.answer(id, async question => {
      const taken = taking.answer(question)
      if (taken) return await taken
      // A phone's own transfer key: REFER (RFC 3515).
      if (question.kind !== 'transfer') throw new HubError('voice.no-answer', 404)
      // Whoever stays may be in a call that this phone came to later.
      const call = calls.current(question.other ?? question.callId) ?? calls.current(question.callId)
      const by = directory.personByExtension(question.by)
      if (!call || !by || by.organisation !== call.organisation) throw new HubError('calls.not-found', 404)
      const other = question.consulted === undefined ? undefined : calls.current(question.consulted)
      // Whoever is still being rung is as good as a number.
      if (other?.answered) return await handing.announced(call, other, by, question.agent)
      return handing.blind(call, by, question.to)
    })

    hub.action(pickUpAction, async ({ code, dialled }, { occurrence }): Promise<Verdict> => {
      const { organisation } = occurrence
      const slot = Number(dialled.slice(code.length))
      const parked = dialled.startsWith(code) ? parking.at(organisation, slot) : undefined
      if (!parked) throw new HubError('transfer.nobody-parked', 404, { slot })
      const about = pack({ kind: 'moved', call: parked.call })
      const { extension } = await voice.expect({ steps: [{ do: 'bridge', with: parked.leg }], about })
      return calls.standIn(occurrence, extension)
    })
  },
})
