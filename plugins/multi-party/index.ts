import { speech } from '../../connectors/speech/port.ts'
import { voice } from '../../connectors/voice/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { callsPort } from '../calls/contract.ts'
import { directory } from '../directory/contract.ts'
import { id } from './about.ts'
import { handOn } from './handed-on.ts'
import { openParties } from './parties.ts'
import { provideRoutes } from './routes.ts'
import { words } from './words/index.ts'

export const multiParty = definePlugin({
  id,
  needs: { directory, calls: callsPort, voice, speech },
  uses: ['directory', 'calls', 'phone'],
  words,
  setup(hub, ports) {
    const parties = openParties(hub, ports)
    provideRoutes(hub, parties, ports)
    handOn(parties, ports)
  },
})
