/** A caller's side of the media: a socket on loopback that offers plain RTP and keeps what it hears. */
import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { decodePcma, decodePcmu, encodePcma, type Samples } from './sound.ts'

export interface Packet {
  /** Milliseconds of a clock that never goes back. */
  readonly at: number
  readonly payloadType: number
  readonly sequence: number
  readonly timestamp: number
  readonly payload: Uint8Array
}

export interface RtpCaller {
  readonly port: number
  /** SDP with these audio payload types, PCMA unless told. */
  offer(payloadTypes?: readonly (0 | 8)[]): string
  /** In the order of arrival. */
  readonly packets: readonly Packet[]
  /** Resolves when so many milliseconds of sound have come in. */
  heard(milliseconds: number): Promise<void>
  /** What was heard, put in order by its timestamps; packets that were lost are silence. */
  sound(): Samples
  /** Sends a digit (10 is *, 11 is #) to a port on loopback, as payload type 101 (RFC 4733 section 2.5.1). */
  press(digit: number, to: number): void
  /** Sends a tone (Hz, PCMA) to a port on loopback from now on, until the function that it gives is called. */
  sing(tone: number, to: number): () => void
  /** What came in since, as `sound` gives it. */
  forget(): void
  close(): Promise<void>
}

const rate = 8000

export async function rtpCaller(): Promise<RtpCaller> {
  const socket = createSocket('udp4')
  const packets: Packet[] = []
  const waiting = new Set<() => void>()
  let milliseconds = 0
  let singing: NodeJS.Timeout | undefined
  let sequence = 0

  socket.on('message', message => {
    const packet = parse(message)
    if (!packet) return
    packets.push(packet)
    milliseconds += (packet.payload.length / rate) * 1000
    for (const check of waiting) check()
  })
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address() as AddressInfo

  return {
    port,
    packets,
    offer: (payloadTypes = [8]) =>
      [
        'v=0',
        'o=- 1 1 IN IP4 127.0.0.1',
        's=-',
        'c=IN IP4 127.0.0.1',
        't=0 0',
        `m=audio ${port} RTP/AVP ${payloadTypes.join(' ')} 101`,
        'a=rtpmap:101 telephone-event/8000',
        'a=fmtp:101 0-15',
        '',
      ].join('\r\n'),
    heard(wanted) {
      return new Promise(resolve => {
        const check = () => {
          if (milliseconds < wanted) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      })
    },
    sound() {
      const first = packets[0]?.timestamp ?? 0
      const parts = packets.map(({ timestamp, payloadType, payload }) => ({
        at: (timestamp - first) >>> 0,
        samples: payloadType === 8 ? decodePcma(payload) : decodePcmu(payload),
      }))
      const samples = new Int16Array(Math.max(0, ...parts.map(part => part.at + part.samples.length)))
      for (const part of parts) samples.set(part.samples, part.at)
      return { samples, rate }
    },
    press(digit, to) {
      // One clock for all that is sent, as a phone has it (RFC 4733 section 2.2).
      const began = timestampNow()
      // Duration in timestamp units. The end, which is all that counts here, is sent three times.
      for (const [step, duration] of [160, 320, 800, 800, 800].entries()) {
        sequence += 1
        const packet = Buffer.alloc(16)
        packet.set([0x80, step === 0 ? 0x80 | 101 : 101])
        packet.writeUInt16BE(sequence & 0xffff, 2)
        packet.writeUInt32BE(began, 4)
        packet.writeUInt32BE(0x53766172, 8)
        packet.set([digit, duration === 800 ? 0x8a : 0x0a], 12)
        packet.writeUInt16BE(duration, 14)
        socket.send(packet, to, '127.0.0.1')
      }
    },
    sing(tone, to) {
      const began = performance.now()
      const first = timestampNow()
      let sent = 0
      clearInterval(singing)
      const mine = setInterval(() => {
        for (; sent * 20 < performance.now() - began; sent += 1) {
          sequence += 1
          socket.send(tonePacket(tone, sent, sequence, first), to, '127.0.0.1')
        }
      }, 10)
      singing = mine
      return () => clearInterval(mine)
    },
    forget() {
      packets.length = 0
      milliseconds = 0
    },
    close() {
      clearInterval(singing)
      return new Promise(resolve => socket.close(() => resolve()))
    },
  }
}

const timestampNow = () => Math.round((performance.now() * rate) / 1000) >>> 0

/** 20 ms of a tone at -12 dBFS. */
function tonePacket(tone: number, index: number, sequence: number, first: number): Buffer {
  const packet = Buffer.alloc(172)
  packet.set([0x80, 8])
  packet.writeUInt16BE(sequence & 0xffff, 2)
  packet.writeUInt32BE((first + index * 160) >>> 0, 4)
  packet.writeUInt32BE(0x53766172, 8)
  for (let i = 0; i < 160; i++) {
    packet[12 + i] = encodePcma(8192 * Math.sin((2 * Math.PI * tone * (index * 160 + i)) / rate))
  }
  return packet
}

/** RFC 3550 section 5.1; undefined for all but PCMA and PCMU. */
function parse(message: Buffer): Packet | undefined {
  if (message.length < 12 || message.readUInt8(0) >> 6 !== 2) return undefined
  const payloadType = message.readUInt8(1) & 0x7f
  if (payloadType !== 0 && payloadType !== 8) return undefined
  const sources = 4 * (message.readUInt8(0) & 0x0f)
  const extended = (message.readUInt8(0) & 0x10) !== 0
  const extension = extended ? 4 + 4 * message.readUInt16BE(12 + sources + 2) : 0
  return {
    at: performance.now(),
    payloadType,
    sequence: message.readUInt16BE(2),
    timestamp: message.readUInt32BE(4),
    payload: message.subarray(12 + sources + extension),
  }
}
