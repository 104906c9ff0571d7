/**
 * Janus's API over a WebSocket: requests by transaction, answers, events by handle. https://janus.conf.meetecho.com/docs/rest.html,
 * section WebSockets. Its own client for Node (janode) brings a module that must be compiled, for a transport that isn't used here.
 */
import { randomUUID } from 'node:crypto'
import WebSocket from 'ws'
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'

/** Milliseconds. Janus forgets a session that it hears nothing of for 60 s. */
const keepAliveMs = 20_000
const patienceMs = 2_000

const incoming = z.looseObject({
  janus: z.string(),
  transaction: z.string().optional(),
  sender: z.number().optional(),
  data: z.object({ id: z.number() }).optional(),
  error: z.object({ code: z.number(), reason: z.string() }).optional(),
  plugindata: z.object({ data: z.record(z.string(), z.unknown()) }).optional(),
})
type Incoming = z.infer<typeof incoming>

/** What a plugin answers: fields of its own. */
export type Answer = Readonly<Record<string, unknown>>

/** A place at the plugin, of one participant or of whoever controls. */
export interface Handle {
  /** Throws HubError `mixer.refused` with Janus's words, `mixer.unavailable`. */
  ask(body: Readonly<Record<string, unknown>>): Promise<Answer>
  /** What the plugin says on its own. */
  told(listener: (event: Answer) => void): void
  /** The plugin forgets whoever it was. */
  detach(): Promise<void>
}

export interface Connection {
  attach(): Promise<Handle>
  close(): void
  /** Resolves when the connection is gone, however it went. */
  readonly gone: Promise<void>
}

const unavailable = (reason: string) => new HubError('mixer.unavailable', 503, { reason })

/** `url`: ws://127.0.0.1:port. Throws HubError `mixer.unavailable`. */
export async function connectJanus(url: string, secret: string): Promise<Connection> {
  const socket = new WebSocket(url, 'janus-protocol', { handshakeTimeout: patienceMs })
  const waiting = new Map<string, (answer: Incoming | Error) => void>()
  const told = new Map<number, (event: Answer) => void>()
  const gone = Promise.withResolvers<void>()
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    clearInterval(alive)
    for (const settle of waiting.values()) settle(unavailable('the connection closed'))
    gone.resolve()
  })
  socket.on('message', (text: Buffer) => {
    const message = incoming.safeParse(JSON.parse(text.toString())).data
    // "ack": the answer comes later, as an event of the same transaction.
    if (!message || message.janus === 'ack') return
    if (message.transaction) waiting.get(message.transaction)?.(message)
    else if (message.sender && message.plugindata) told.get(message.sender)?.(message.plugindata.data)
  })

  function send(request: Readonly<Record<string, unknown>>): Promise<Incoming> {
    const transaction = randomUUID()
    const { promise, resolve, reject } = Promise.withResolvers<Incoming>()
    const late = setTimeout(() => settle(unavailable('no answer')), patienceMs)
    function settle(answer: Incoming | Error): void {
      clearTimeout(late)
      waiting.delete(transaction)
      if (answer instanceof Error) reject(answer)
      else if (answer.error) reject(new HubError('mixer.refused', 502, { reason: answer.error.reason }))
      else resolve(answer)
    }
    if (socket.readyState !== WebSocket.OPEN) settle(unavailable('not connected'))
    else {
      waiting.set(transaction, settle)
      socket.send(JSON.stringify({ ...request, transaction, apisecret: secret }))
    }
    return promise
  }

  const opened = new Promise<void>(resolve => socket.once('open', resolve))
  const alive = setInterval(() => {
    send({ janus: 'keepalive', session_id: session }).catch(() => socket.terminate())
  }, keepAliveMs)
  let session: number | undefined
  await Promise.race([opened, gone.promise])
  session = idOf(await send({ janus: 'create' }))

  return {
    async attach() {
      const at = { session_id: session }
      const handle = idOf(await send({ janus: 'attach', ...at, plugin: 'janus.plugin.audiobridge' }))
      const mine = { ...at, handle_id: handle }
      return {
        async ask(body) {
          const { plugindata } = await send({ janus: 'message', ...mine, body })
          const answer = plugindata?.data ?? {}
          if (typeof answer.error === 'string') {
            throw new HubError('mixer.refused', 502, { reason: answer.error, code: answer.error_code })
          }
          return answer
        },
        told: listener => {
          told.set(handle, listener)
        },
        async detach() {
          told.delete(handle)
          await send({ janus: 'detach', ...mine })
        },
      }
    },
    close: () => socket.close(),
    gone: gone.promise,
  }
}

function idOf({ data }: Incoming): number {
  if (!data) throw unavailable('an answer without an id')
  return data.id
}
