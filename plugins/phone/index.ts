import { relay } from '../../connectors/relay/port.ts'
import { telephony } from '../../connectors/telephony/port.ts'
import { voice } from '../../connectors/voice/port.ts'
import { sessionEnds } from '../../core/access/session-ends.ts'
import { HubError } from '../../core/error.ts'
import { definePlugin } from '../../core/hub.ts'
import { defineWords } from '../../core/words.ts'
import { callIdOf, callsPort, isIn } from '../calls/contract.ts'
import { appDevices } from '../directory/contract.ts'
import { callOfPhone, hangUpCall, startPhone } from './contract.ts'
import { endWhatIsLeft } from './left.ts'
import { endWithSessions } from './secrets.ts'
import { en } from './words/en.ts'
import { sv } from './words/sv.ts'

export const phone = definePlugin({
  id: 'phone',
  needs: { appDevices, sessionEnds, relay, telephony, voice, calls: callsPort },
  uses: ['directory', 'calls'],
  words: defineWords({ sv, en }),
  setup(hub, { appDevices, sessionEnds, relay, telephony, voice, calls }) {
    hub.route(startPhone, async (_, who) => {
      const { authName, secret, extension } = await appDevices.renew(who)
      const iceServers = relay.serversFor(who.person).map(({ urls, ...rest }) => ({ urls: [...urls], ...rest }))
      return { authName, secret, extension, iceServers }
    })
    hub.route(callOfPhone, ({ callId }, { organisation }) => {
      const found = calls.current(callId)
      // Whoever guesses a Call-ID learns no more than an id, which shows her nothing; of another organisation not even that.
      if (found?.organisation !== organisation) throw new HubError('phone.no-call', 404)
      return { call: found.call }
    })
    hub.route(hangUpCall, async ({ callId }, { organisation, person }) => {
      const call = calls.current(callId)
      if (!call || !isIn(call, person) || call.organisation !== organisation) throw new HubError('phone.no-call', 404)
      const own = callIdOf(call, person)
      // Both sides in one dialog: nobody hangs up for the others.
      const legs = (await voice.legs()).filter(leg => leg.callId === own)
      if (legs.length > 1) throw new HubError('phone.several', 409)
      await telephony.hangUp(own)
      return {}
    })
    endWithSessions(hub, appDevices, sessionEnds, endWhatIsLeft(hub, telephony))
  },
})
