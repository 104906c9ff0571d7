/** How a test's phone reaches Kamailio: UDP from a port of its own, or a WebSocket as a browser has it (RFC 7118). */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import WebSocket from 'ws'

export interface Channel {
  readonly transport: 'UDP' | 'WS'
  /** As in Via and Contact: address and port, or a name that means nothing. */
  readonly host: string
  readonly port: number
  send(text: string): void
  received(take: (text: string) => void): void
  close(): Promise<void>
}

/** `localPort`: a free one unless given. `address`: one of loopback's, 127.0.0.0/8. */
export async function overUdp(serverPort: number, localPort = 0, address = '127.0.0.1'): Promise<Channel> {
  const socket = createSocket('udp4')
  socket.bind(localPort, address)
  await once(socket, 'listening')
  const { port } = socket.address()
  return {
    transport: 'UDP',
    host: `${address}:${port}`,
    port,
    send: text => socket.send(text, serverPort, '127.0.0.1'),
    received: take => socket.on('message', data => take(data.toString())),
    close: () => new Promise(resolve => socket.close(() => resolve())),
  }
}

/** `path`: a hub writes "/" for whoever comes through it. */
export async function overWebSocket(httpPort: number, path = '/'): Promise<Channel> {
  const socket = new WebSocket(`ws://127.0.0.1:${httpPort}${path}`, 'sip')
  await once(socket, 'open')
  return {
    transport: 'WS',
    host: 'browser.invalid',
    port: 0,
    send: text => socket.send(text),
    received: take => socket.on('message', (data: Buffer) => take(data.toString())),
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}
