/**
 * One side of many calls, in a thread of its own: 50 packets a second to each port that it is given, and what comes to its own port. Each
 * packet carries the time at which it was sent, which whoever relays it leaves alone.
 */
import { createSocket } from 'node:dgram'
import { parentPort, Worker } from 'node:worker_threads'

export interface Heard {
  readonly sent: number
  readonly received: number
  /** Milliseconds on the way. */
  readonly delays: readonly number[]
}

export interface Side {
  readonly port: number
  /** Where the streams go from now on: one for each call. */
  to(ports: readonly number[]): void
  /** What was sent and heard since it was asked last. */
  heard(): Promise<Heard>
  stop(): Promise<void>
}

type Order = { readonly to: readonly number[] } | 'heard'

export async function side(): Promise<Side> {
  const worker = new Worker(new URL(import.meta.url))
  const next = <Answer>() => new Promise<Answer>(resolve => worker.once('message', resolve))
  const port = await next<number>()
  return {
    port,
    to: ports => worker.postMessage({ to: ports } satisfies Order),
    heard() {
      const answer = next<Heard>()
      worker.postMessage('heard' satisfies Order)
      return answer
    },
    stop: async () => void (await worker.terminate()),
  }
}

const now = () => performance.timeOrigin + performance.now()
/** Milliseconds between two packets of a stream. */
const pace = 20
/** PCMA, 500 Hz for a second and nothing for the next: whoever records stops when nobody speaks, and what never changes is no speech. */
const loud = Buffer.from(Array.from({ length: 172 }, (_, at) => (at % 16 < 8 ? 0xa5 : 0x25)))
const hush = Buffer.alloc(172, 0xd5)
const aSecond = 50
/** Of the delays that are kept: enough for a quantile. */
const oneIn = 7

function run(tell: (message: number | Heard) => void, listen: (take: (order: Order) => void) => void): void {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000, sendBufferSize: 4_000_000 })
  let ports: readonly number[] = []
  let sent = 0
  let received = 0
  let delays: number[] = []
  let round = 0
  const began = now()
  socket.on('message', message => {
    if (message.length !== 172) return
    received += 1
    if (received % oneIn === 0) delays.push(now() - message.readDoubleBE(12))
  })
  socket.bind(0, '127.0.0.1', () => {
    socket.setRecvBufferSize(4_000_000)
    tell(socket.address().port)
  })
  listen(order => {
    if (order !== 'heard') {
      ports = order.to
      return
    }
    tell({ sent, received, delays })
    sent = 0
    received = 0
    delays = []
  })
  // A quarter of the streams at a time: phones don't all send in the same moment.
  setInterval(() => {
    for (; round * (pace / 4) < now() - began; round += 1) {
      const nth = Math.floor(round / 4)
      for (let at = round % 4; at < ports.length; at += 4) {
        // Every other one speaks while the others don't: what all say together is the same at any time.
        const packet = Buffer.from((nth + (at % 2) * aSecond) % (2 * aSecond) < aSecond ? loud : hush)
        packet.set([0x80, 8])
        packet.writeUInt16BE(nth & 0xffff, 2)
        packet.writeUInt32BE((nth * 160) >>> 0, 4)
        packet.writeUInt32BE(at + 1, 8)
        packet.writeDoubleBE(now(), 12)
        socket.send(packet, ports[at] ?? 9, '127.0.0.1')
        sent += 1
      }
    }
  }, 2)
}

const parent = parentPort
if (parent)
  run(
    message => parent.postMessage(message),
    take => parent.on('message', take),
  )
