/**
 * A connection to Kamailio's EVAPI that comes back for as long as it takes. A hub has two: on a shared one, questions wait for the
 * acknowledgement of events (Nagle's algorithm with delayed acknowledgements).
 * https://www.kamailio.org/docs/modules/5.6.x/modules/evapi.html
 */
import { connect, type Socket } from 'node:net'
import { netstring, netstringReader } from './netstring.ts'

export interface LinkOptions {
  readonly host: string
  readonly port: number
  /** Decisions: one hub gets each question. Events: every hub gets every one. */
  readonly role: 'decisions' | 'events'
  /** The JSON text of a message; hellos are kept here. */
  received(text: string): void
  /** Kamailio knows us now, or is gone. */
  up(): void
  down(): void
  /** Whether this hub does what one of several does. */
  first?(isFirst: boolean): void
}

export interface Link {
  readonly isUp: boolean
  /** False when it could not be handed over. */
  send(message: object): boolean
  open(): void
  close(): void
}

/** Kamailio forgets a hub that said nothing for 6 s. */
const helloEvery = 2000
const firstWait = 100
const longestWait = 2000
const longestMessage = 1 << 20
/** Kamailio resets a connection that brings it 40 KB at once. */
const longestSent = 20_000

export function evapiLink(options: LinkOptions): Link {
  let socket: Socket | undefined
  let isUp = false
  let wanted = false
  let wait = firstWait
  let retry: NodeJS.Timeout | undefined
  let hellos: NodeJS.Timeout | undefined

  function send(message: object): boolean {
    const frame = netstring(JSON.stringify(message))
    if (!socket?.writable || frame.length > longestSent) return false
    socket.write(frame)
    return true
  }

  function dial() {
    retry = undefined
    const mine = connect({ host: options.host, port: options.port, noDelay: true })
    const read = netstringReader(longestMessage)
    socket = mine
    const hello = () => send({ verb: 'hello', role: options.role })
    mine.on('connect', () => {
      hello()
      hellos = setInterval(hello, helloEvery)
    })
    mine.on('data', chunk => {
      try {
        for (const text of read(chunk)) take(text)
      } catch {
        mine.destroy()
      }
    })
    mine.on('error', () => {}) // `close` follows.
    mine.on('close', () => {
      clearInterval(hellos)
      if (socket === mine) socket = undefined
      fall()
      if (!wanted) return
      retry = setTimeout(dial, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }

  function take(text: string) {
    if (!text.startsWith('{"kind":"hello"')) return options.received(text)
    options.first?.(text.includes('"first":1'))
    wait = firstWait
    if (isUp) return
    isUp = true
    options.up()
  }

  function fall() {
    if (!isUp) return
    isUp = false
    options.down()
  }

  return {
    get isUp() {
      return isUp
    },
    send,
    open() {
      if (wanted) return
      wanted = true
      dial()
    },
    close() {
      wanted = false
      clearTimeout(retry)
      clearInterval(hellos)
      fall()
      // Not destroyed: what Kamailio still sends would be answered with a reset.
      socket?.end().resume()
      socket = undefined
    },
  }
}
