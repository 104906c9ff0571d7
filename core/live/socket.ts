/** One client's socket: what it may say, how fast, and how far behind it may fall. */
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import { closing, type FromClient, type FromServer, fromClient } from './protocol.ts'

export interface LiveSocket {
  send(frame: FromServer): void
  /** For texts that many get. */
  sendText(text: Buffer): void
  close(code: number, reason: string): void
  /** Asks for a sign of life; cuts the socket when the last question was not answered. */
  probe(): void
}

export interface LiveSocketOptions {
  readonly receive: (frame: FromClient) => void
  readonly closed: () => void
  readonly log: Logger
  /** Bytes that may wait for the client to read them. */
  readonly backlog: number
}

const framesASecond = 50
const farewell = 3_000

export function openLiveSocket(ws: WebSocket, { receive, closed, log, backlog }: LiveSocketOptions): LiveSocket {
  let alive = true
  let second = 0
  let frames = 0

  function close(code: number, reason: string): void {
    if (ws.readyState !== ws.OPEN) return
    ws.close(code, reason)
    // One that doesn't read doesn't say goodbye either.
    setTimeout(() => ws.terminate(), farewell).unref()
  }

  function sendText(text: Buffer): void {
    if (ws.readyState !== ws.OPEN) return
    if (ws.bufferedAmount > backlog) close(closing.tooSlow, 'too slow')
    else ws.send(text, { binary: false })
  }

  function take(data: RawData, binary: boolean): void {
    const now = Math.trunc(performance.now() / 1000)
    frames = now === second ? frames + 1 : 1
    second = now
    const frame = binary || frames > framesASecond ? undefined : parsed(data)
    if (frame) receive(frame)
    else close(closing.misbehaving, 'not understood')
  }

  ws.on('message', take)
  ws.on('pong', () => {
    alive = true
  })
  ws.on('error', error => log.info({ err: error }, 'a live socket failed'))
  ws.on('close', closed)

  return {
    send: frame => sendText(Buffer.from(JSON.stringify(frame))),
    sendText,
    close,
    probe() {
      if (alive) ws.ping()
      else ws.terminate()
      alive = false
    },
  }
}

function parsed(data: RawData): FromClient | undefined {
  try {
    const text = Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString()
    return fromClient.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
