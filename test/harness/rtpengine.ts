/** A real rtpengine for tests, on loopback and free ports. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { renderRtpengine } from '../../config/rtpengine.ts'
import { ping } from '../../connectors/media/rtpengine/commands.ts'
import { ngClient } from '../../connectors/media/rtpengine/ng.ts'
import { freeLoopbackPort, giveMediaPorts, takeMediaPorts } from './free-ports.ts'

export interface RunningRtpengine {
  readonly host: string
  readonly port: number
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Resolves when it answers; throws, with what it wrote, when it ends before that. */
export async function startRtpengine(
  options: { advertised?: string; digitsPort?: number } = {},
): Promise<RunningRtpengine> {
  const host = '127.0.0.1'
  const port = await freeLoopbackPort()
  const ports = await takeMediaPorts()
  const { command, args } = renderRtpengine({ ngPort: port, address: host, ports, ...options })
  // It dies with the test, however that ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let wrote = ''
  child.stderr.on('data', data => {
    wrote += data
  })
  const ended = once(child, 'exit')
  child.once('exit', () => giveMediaPorts(ports))

  const ng = await ngClient({ host, port })
  try {
    await Promise.race([answers(ng), ended.then(() => Promise.reject(new Error(`rtpengine ended: ${wrote}`)))])
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    await ng.close()
  }
  return {
    host,
    port,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}

/** A ping is sent again by itself for a second; a slow machine gets a few of them. */
async function answers(ng: Awaited<ReturnType<typeof ngClient>>, tries = 5): Promise<void> {
  try {
    await ping(ng)
  } catch (error) {
    if (tries <= 1) throw error
    await answers(ng, tries - 1)
  }
}
