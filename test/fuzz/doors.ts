/** The ways in, each with a pace: after a number of messages it waits until the other side has answered a sane one. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { WebSocket } from 'ws'

export interface Door {
  /** As in Via: address and port, or a name that means nothing. */
  readonly host: string
  send(bytes: Buffer): Promise<void>
  /** Resolves when a sane request has been answered. */
  settled(): Promise<void>
  close(): void
}

const sane = (number: number, transport: string, host: string) =>
  Buffer.from(
    [
      'OPTIONS sip:svara.localhost SIP/2.0',
      `Via: SIP/2.0/${transport} ${host};branch=z9hG4bKsane${number};rport`,
      'Max-Forwards: 70',
      `From: <sip:sane@svara.localhost>;tag=${number}`,
      'To: <sip:svara.localhost>',
      `Call-ID: sane-${number}-${host}`,
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  )

let asked = 0

export async function udpDoor(port: number): Promise<Door> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const host = `127.0.0.1:${socket.address().port}`
  const send = (bytes: Buffer) =>
    new Promise<void>((resolve, reject) => {
      socket.send(bytes, port, '127.0.0.1', error => (error ? reject(error) : resolve()))
    })
  return {
    host,
    send,
    async settled() {
      asked += 1
      const callId = `sane-${asked}-${host}`
      const answered = new Promise<void>(resolve => {
        socket.on('message', function take(message) {
          if (!message.includes(callId)) return
          socket.off('message', take)
          resolve()
        })
      })
      await send(sane(asked, 'UDP', host))
      await answered
    },
    close: () => void socket.close(),
  }
}

/** A connection that the other side ends is made again: many messages end it. */
export function tcpDoor(port: number): Door {
  let socket: Socket | undefined
  async function connected(): Promise<Socket> {
    if (socket?.writable) return socket
    const made = connect(port, '127.0.0.1')
    made.on('error', () => {})
    made.resume()
    await Promise.race([once(made, 'connect'), once(made, 'close')])
    socket = made
    return made
  }
  return {
    host: '127.0.0.1:9',
    async send(bytes) {
      const to = await connected()
      to.write(bytes)
    },
    async settled() {
      // What is left of a message that isn't whole would swallow this one.
      socket?.end()
      socket = undefined
      const to = await connected()
      asked += 1
      const callId = `sane-${asked}-`
      const answered = new Promise<void>(resolve => to.on('data', data => data.includes(callId) && resolve()))
      to.write(sane(asked, 'TCP', '127.0.0.1:9'))
      await answered
    },
    close: () => void socket?.destroy(),
  }
}

/** `open`: a WebSocket of a signed-in person's (RFC 7118). */
export function browserDoor(open: () => WebSocket): Door {
  let socket: WebSocket | undefined
  async function connected(): Promise<WebSocket> {
    if (socket?.readyState === 1) return socket
    const made = open()
    made.on('error', () => {})
    await once(made, 'open')
    socket = made
    return made
  }
  return {
    host: 'browser.invalid',
    async send(bytes) {
      const to = await connected()
      to.send(bytes)
    },
    async settled() {
      const to = await connected()
      asked += 1
      const callId = `sane-${asked}-`
      // It may have been ended by what came before: then a new one.
      const answered = new Promise<boolean>(resolve => {
        to.on('message', (data: Buffer) => data.includes(callId) && resolve(true))
        to.once('close', () => resolve(false))
      })
      to.send(sane(asked, 'WS', 'browser.invalid'))
      if (!(await answered)) await this.settled()
    },
    close: () => socket?.terminate(),
  }
}
