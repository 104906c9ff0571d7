/** `npm start`: the hub, Kamailio, rtpengine and Janus as siblings, so that the death of one is not the death of a call. */
import { join } from 'node:path'
import type { Environment } from './environment.ts'
import { janusInstalled, renderJanus } from './janus.ts'
import { renderKamailio } from './kamailio/render.ts'
import { renderRtpengine } from './rtpengine.ts'
import { type RenderTelephony, runSupervisor } from './supervisor/run.ts'
import type { Program } from './supervisor/stack.ts'

const root = join(import.meta.dirname, '..')

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
      // The plugin trunks has it.
      trunkTable: 'trunks_sip',
      folder: join(data, 'kamailio'),
    }),
    rtpengine: renderRtpengine({ ngPort: inside.ng, address: listen, ports: rtpPorts, digitsPort: inside.digits }),
    janus: janusInstalled()
      ? renderJanus({ apiPort: inside.janus, address: listen, ports: rtpPorts, folder: join(data, 'janus') })
      : undefined,
  }
}

/** Vite's own server, which shows each change at once and passes on what is the hub's. */
const pages = ({ httpPort }: Environment): Program => ({
  command: process.execPath,
  args: [
    join(root, 'node_modules/vite/bin/vite.js'),
    ...['--config', join(root, 'config/vite.ts'), '--host', '127.0.0.1', '--', `--hub=${httpPort}`],
  ],
})

const watch = process.argv.includes('--watch')
await runSupervisor({ telephony, watch, ...(watch && { pages }) })
