/** Ports: which are free, and which are taken. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

export type Transport = 'tcp' | 'udp'

/** Undefined where the port can be bound, else why not, in words ("is taken"). */
export async function whyNot(transport: Transport, address: string, port: number): Promise<string | undefined> {
  try {
    if (transport === 'tcp') {
      const server = createServer().listen({ host: address, port, exclusive: true })
      await once(server, 'listening')
      await new Promise(done => server.close(done))
    } else {
      const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
      socket.bind({ address, port, exclusive: true })
      await once(socket, 'listening')
      await new Promise<void>(done => socket.close(done))
    }
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') return `${transport.toUpperCase()} port ${port} is taken`
    if (code === 'EADDRNOTAVAIL') return `${address} is no address of this machine`
    if (code === 'EACCES') return `${transport.toUpperCase()} port ${port} needs more rights`
    return `${transport.toUpperCase()} port ${port}: ${error instanceof Error ? error.message : String(error)}`
  }
}

// Below the ports that Linux gives to outgoing connections (32768 and up), so that nobody takes one by chance while the child
// that it is for is being started again.
const lowest = 20_000
const highest = 29_999

/** A loopback port free for all the transports, and not among `taken`, which it joins. Nobody else here is given it meanwhile. */
export async function freePort(transports: readonly Transport[], taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest + 1))
    if (taken.has(port) || !(await reserve(port))) continue
    const problems = await Promise.all(transports.map(transport => whyNot(transport, '127.0.0.1', port)))
    if (problems.some(problem => problem !== undefined)) continue
    taken.add(port)
    return port
  }
  throw new Error(`No free port between ${lowest} and ${highest} on 127.0.0.1`)
}

/**
 * False where another process of this machine that runs Svara has reserved the port: two stacks that start at once would both find
 * it free. Held until this process ends, however it ends: the name of a socket in Linux's abstract namespace (unix(7)); elsewhere
 * there is none, and chance has to do.
 */
export async function reserve(port: number): Promise<boolean> {
  const reservation = createServer().listen(`\0svara-port-${port}`)
  try {
    await once(reservation, 'listening')
    reservation.unref()
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
  }
}
