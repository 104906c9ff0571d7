/** A whole hub in the test's own process: all plugins and the demonstration, with fakes in place of the outside world. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { installClock } from '../../config/clock.ts'
import { openHub } from '../../config/compose.ts'
import { connectors } from '../../config/connectors.ts'
import { readEnvironment } from '../../config/environment.ts'
import { plugins } from '../../config/plugins.ts'
import type { Port } from '../../core/define.ts'
import type { PortMap } from '../../core/plugins.ts'
import { freeLoopbackPort } from './free-ports.ts'
import { openSession, type Session } from './session.ts'

export interface WholeHub {
  /** http://127.0.0.1:port */
  readonly http: string
  /** The folder of its data. */
  readonly data: string
  /** Somebody of the demonstration. */
  signIn(email: string): Promise<Session>
  /** Stops and starts again, on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface Fake<Interface = unknown> {
  readonly port: Port<Interface>
  readonly with: Interface
}
export const fake = <Interface>(port: Port<Interface>, implementation: Interface): Fake => ({
  port,
  with: implementation,
})

/** Without telephony. `settings` are variables of the environment. */
export async function wholeHub(
  fakes: readonly Fake[],
  settings: Readonly<Record<string, string>> = {},
): Promise<WholeHub> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-hub-'))
  const port = String(await freeLoopbackPort())
  const environment = readEnvironment({
    ...{ SVARA_DATA: folder, SVARA_HTTP_PORT: port, SVARA_TELEPHONY: 'off' },
    ...settings,
  })
  const log = pino({ level: process.env.SVARA_LOG ?? 'silent' })
  const open = () => {
    const ports: PortMap = connectors(environment, log)
    for (const each of fakes) ports.set(each.port.name, each.with)
    return openHub({ environment, log, plugins, ports })
  }
  // Of the whole process, which a test file has to itself.
  const restoreClock = environment.now && installClock(environment.now)
  let hub = await open()
  const http = `http://127.0.0.1:${port}`
  const sessions: Session[] = []
  return {
    http,
    data: folder,
    async signIn(email) {
      const session = await openSession(http, email, email.replace(/.*@(\w+)\..*/, '$1'))
      sessions.push(session)
      return session
    },
    async restart() {
      await hub.stop()
      hub = await open()
    },
    async stop() {
      for (const session of sessions) session.close()
      await hub.stop()
      restoreClock?.()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
