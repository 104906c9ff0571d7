/** A real Janus for tests, on loopback and free ports. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderJanus } from '../../config/janus.ts'
import { freeLoopbackPort, giveMediaPorts, takeMediaPorts } from './free-ports.ts'

export interface RunningJanus {
  readonly port: number
  readonly secret: string
  /** It doesn't wait until it answers: whoever connects tries again. */
  start(): void
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Stops it, and leaves nothing behind. */
  close(): Promise<void>
}

export async function startJanus(): Promise<RunningJanus> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-janus-'))
  const port = await freeLoopbackPort(['tcp'])
  const ports = await takeMediaPorts()
  const { command, args, secret } = renderJanus({ apiPort: port, address: '127.0.0.1', ports, folder })
  // It dies with the test, however that ends.
  const run = () => spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], { stdio: 'ignore' })
  let child = run()

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  return {
    port,
    secret,
    start() {
      child = run()
    },
    stop,
    async close() {
      await stop('SIGKILL')
      giveMediaPorts(ports)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
