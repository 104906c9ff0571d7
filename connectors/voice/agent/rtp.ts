/** Sound and digits that come to a leg (RFC 3550, RFC 4733). Nothing is sent from here: what plays, the media server plays. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

export interface Packet {
  /** Of the stream, in samples. */
  readonly timestamp: number
  readonly sequence: number
  /** A-law, 8 kHz. */
  readonly sound: Buffer
}

export interface RtpReceiver {
  readonly address: string
  /** Even: RTCP comes to the one above, where nobody listens. */
  readonly port: number
  onSound(listener: (packet: Packet) => void): () => void
  onDigit(listener: (digit: string) => void): () => void
  close(): void
}

// Below the ports that Linux gives to outgoing connections, beside the media server's own; whoever has one keeps it.
const first = 20_000
const last = 29_998
const digits = '0123456789*#'

/** `digitsType`: payload type of telephone-event, as it was agreed. */
export async function rtpReceiver(address: string, digitsType: () => number): Promise<RtpReceiver> {
  const { socket, port } = await bind(address)
  const sounds = new Set<(packet: Packet) => void>()
  const presses = new Set<(digit: string) => void>()
  // A press is sent again and again (RFC 4733 section 2.5.1.4), all with the time it began.
  let pressed: number | undefined

  socket.on('error', () => {})
  socket.on('message', message => {
    const packet = parse(message)
    if (!packet) return
    if (packet.type === digitsType()) {
      const digit = digits[packet.payload[0] ?? 255]
      if (packet.payload.length < 4 || digit === undefined || packet.timestamp === pressed) return
      pressed = packet.timestamp
      for (const listener of [...presses]) listener(digit)
    } else if (packet.type === 8) {
      const { timestamp, sequence, payload: sound } = packet
      for (const listener of [...sounds]) listener({ timestamp, sequence, sound })
    }
  })

  const added = <Listener>(to: Set<Listener>, listener: Listener) => {
    to.add(listener)
    return () => void to.delete(listener)
  }
  let open = true
  return {
    address,
    port,
    onSound: listener => added(sounds, listener),
    onDigit: listener => added(presses, listener),
    close() {
      if (open) socket.close()
      open = false
    },
  }
}

async function bind(address: string): Promise<{ socket: Socket; port: number }> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = first + 2 * Math.floor(Math.random() * ((last - first) / 2 + 1))
    const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 65_536 })
    socket.bind({ address, port, exclusive: true })
    try {
      await once(socket, 'listening')
      return { socket, port }
    } catch {
      socket.close()
    }
  }
  throw new Error(`no free port for RTP at ${address}`)
}

/** RFC 3550 section 5.1; undefined for what is no RTP. */
export function parse(
  message: Buffer,
): { type: number; sequence: number; timestamp: number; payload: Buffer } | undefined {
  if (message.length < 12 || message.readUInt8(0) >> 6 !== 2) return undefined
  const head = message.readUInt8(0)
  const sources = 12 + 4 * (head & 0x0f)
  if (message.length < sources + 4 && (head & 0x10) !== 0) return undefined
  const start = sources + ((head & 0x10) === 0 ? 0 : 4 + 4 * message.readUInt16BE(sources + 2))
  const padding = (head & 0x20) === 0 ? 0 : (message.at(-1) ?? 0)
  if (start > message.length - padding) return undefined
  return {
    type: message.readUInt8(1) & 0x7f,
    sequence: message.readUInt16BE(2),
    timestamp: message.readUInt32BE(4),
    payload: message.subarray(start, message.length - padding),
  }
}
