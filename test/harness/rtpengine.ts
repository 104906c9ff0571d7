/** A real rtpengine for tests, on loopback and free ports. */
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { renderRtpengine } from '../../config/rtpengine.ts'
import { ping } from '../../connectors/media/rtpengine/commands.ts'
import { ngClient } from '../../connectors/media/rtpengine/ng.ts'

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
  const port = await freePort()
  // Each instance its own hundred ports, below those that the system hands out.
  const first = 20000 + (port % 90) * 100
  const { command, args } = renderRtpengine({ ngPort: port, address: host, ports: [first, first + 99], ...options })
  // It dies with the test, however that ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let wrote = ''
  child.stderr.on('data', data => {
    wrote += data
  })
  const ended = once(child, 'exit')

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

async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address() as AddressInfo
  await new Promise<void>(resolve => socket.close(() => resolve()))
  return port
}
