/** A voice agent as a process: a child of the supervisor. Its id is the argument. */
import { join } from 'node:path'
import { rtpengineMedia } from '../connectors/media/rtpengine/index.ts'
import { janusMixer } from '../connectors/mixer/janus/index.ts'
import { openAgent } from '../connectors/voice/agent/index.ts'
import { openLog } from '../core/log.ts'
import { installClock } from './clock.ts'
import { environmentOrExit } from './environment.ts'
import { janusSecret } from './janus.ts'

const environment = environmentOrExit()
if (environment.now) installClock(environment.now)
const log = await openLog({ level: environment.log, production: environment.mode === 'production' })

const id = process.argv[2] ?? '1'
const { inside, listen, data } = environment
const port = inside.voice?.[Number(id) - 1]
if (port === undefined || inside.kamailioHttp === undefined || inside.ng === undefined) {
  throw new Error('a voice agent is started by the supervisor, which tells it its ports')
}
const media = rtpengineMedia({ host: '127.0.0.1', port: inside.ng })
const secret = janusSecret(join(data, 'janus'))
const mixer =
  inside.janus !== undefined && secret !== undefined ? janusMixer({ port: inside.janus, secret }) : undefined
await media.start()
mixer?.start()
const agent = await openAgent({
  id,
  port,
  httpPort: inside.kamailioHttp,
  address: listen,
  media,
  mixer,
  folder: join(data, 'voice'),
  log,
})
log.info({ agent: id }, 'a voice agent is ready')
setInterval(() => process.send?.({ alive: true }), 2000).unref()

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await agent.stop()
  await mixer?.stop()
  await media.stop()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
// The supervisor is gone, however it went.
process.on('disconnect', () => void stop())
