/** The hub as a process: a child of the supervisor, or alone beside telephony that somebody else runs. */
import { readFile } from 'node:fs/promises'
import { openLog } from '../core/log.ts'
import { installClock } from './clock.ts'
import { openHub } from './compose.ts'
import { connectors } from './connectors.ts'
import { environmentOrExit } from './environment.ts'
import { plugins } from './plugins.ts'

const environment = environmentOrExit()
if (environment.now) installClock(environment.now)
const log = await openLog({ level: environment.log, production: environment.mode === 'production' })

const { tls, inside } = environment
const hub = await openHub({
  environment,
  log,
  plugins,
  ports: connectors(environment, log),
  tls: tls && { cert: await readFile(tls.certificate, 'utf8'), key: await readFile(tls.key, 'utf8') },
  sip: inside.kamailioHttp === undefined ? undefined : { host: '127.0.0.1', port: inside.kamailioHttp },
  migrated: () => process.send?.({ migrated: true }),
})
log.info({ port: hub.port, listen: environment.listen }, 'the hub is ready')
process.send?.({ ready: true })
setInterval(() => process.send?.({ alive: true }), 2000).unref()

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  try {
    await hub.stop()
    process.exit(0)
  } catch (error) {
    log.error({ err: error }, 'the hub did not stop cleanly')
    process.exit(1)
  }
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
// The supervisor is gone, however it went.
process.on('disconnect', () => void stop())
