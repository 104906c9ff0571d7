/** `npm start`: the hub, Kamailio and rtpengine as siblings, so that the death of one is not the death of a call. */
import { join } from 'node:path'
import { renderKamailio } from './kamailio/render.ts'
import { renderRtpengine } from './rtpengine.ts'
import { type RenderTelephony, runSupervisor } from './supervisor/run.ts'

const telephony: RenderTelephony = ({ environment, inside, certificate }) => {
  const { listen, sipPort, trunkPort, trunkPeers, trunk, tlsPort, sipDomain, database, data, rtpPorts } = environment
  return {
    kamailio: renderKamailio({
      listen,
      sipPort,
      trunkPort,
      trunkPeers,
      trunk,
      tls: { port: tlsPort, ...certificate },
      httpPort: inside.kamailioHttp,
      evapiPort: inside.evapi,
      ngPort: inside.ng,
      sipDomain,
      database: database.kind === 'embedded' ? database.file : database.url,
      folder: join(data, 'kamailio'),
    }),
    rtpengine: renderRtpengine({ ngPort: inside.ng, address: listen, ports: rtpPorts, digitsPort: inside.digits }),
  }
}

await runSupervisor({ telephony, watch: process.argv.includes('--watch') })
