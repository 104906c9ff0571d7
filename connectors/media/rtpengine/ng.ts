/**
 * rtpengine's NG protocol: a cookie, a space and a bencoded dictionary in one UDP datagram, both ways. rtpengine remembers the answer
 * to a cookie, so sending again is safe. https://rtpengine.readthedocs.io/en/latest/ng_control_protocol.html
 */
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { HubError } from '../../../core/error.ts'
import { type Dictionary, decode, encode } from './dictionary.ts'

/** Keys as in the protocol's documentation ("call-id"). An undefined one is left out. */
export type Command = Dictionary & { readonly command: string }
export type Reply = Readonly<Record<string, unknown>>

export interface Ng {
  /** The reply as it came, refusals too. Throws HubError `media.unavailable` when none comes within a second. */
  send(command: Command): Promise<Reply>
  /** Commands still waiting fail with `media.unavailable`. */
  close(): Promise<void>
}

/** Milliseconds from the first sending to each further one; a call waits, so it ends after a second. */
const again = [100, 300, 600]
const patience = 1000

interface Waiting {
  answered(reply: Reply): void
  failed(reason: string): void
}

export async function ngClient(address: { host: string; port: number }): Promise<Ng> {
  const waiting = new Map<string, Waiting>()
  const socket = createSocket({ type: address.host.includes(':') ? 'udp6' : 'udp4' })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(0, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  socket.on('error', () => {}) // Whoever waits is told by the time-out.
  socket.on('message', message => {
    const reply = parse(message)
    if (reply) waiting.get(reply.cookie)?.answered(reply.content)
  })
  // Only a command under way keeps the process running, by its timers.
  socket.unref()
  let open = true

  return {
    send(command) {
      if (!open) return Promise.reject(unavailable('closed'))
      const cookie = randomBytes(8).toString('hex')
      const datagram = Buffer.concat([Buffer.from(`${cookie} `), encode(command)])
      return new Promise((resolve, reject) => {
        const transmit = () =>
          socket.send(datagram, address.port, address.host, error => {
            if (error) waiting.get(cookie)?.failed(error.message)
          })
        const timers = again.map(milliseconds => setTimeout(transmit, milliseconds))
        timers.push(setTimeout(() => waiting.get(cookie)?.failed('time-out'), patience))
        const over = () => {
          for (const timer of timers) clearTimeout(timer)
          waiting.delete(cookie)
        }
        waiting.set(cookie, {
          answered(reply) {
            over()
            resolve(reply)
          },
          failed(reason) {
            over()
            reject(unavailable(reason))
          },
        })
        transmit()
      })
    },
    async close() {
      if (!open) return
      open = false
      for (const one of [...waiting.values()]) one.failed('closed')
      await new Promise<void>(resolve => socket.close(() => resolve()))
    },
  }
}

const unavailable = (reason: string) => new HubError('media.unavailable', 503, { reason })

/** Undefined for what isn't a reply; the next try or the time-out deals with it. */
function parse(message: Buffer): { cookie: string; content: Reply } | undefined {
  const space = message.indexOf(' ')
  const content = space > 0 ? decode(message.subarray(space + 1)) : undefined
  return content && { cookie: message.toString('latin1', 0, space), content }
}
