/** The agent's side of its links to hubs: a WebSocket server on loopback to which every hub connects. */
import { once } from 'node:events'
import { type WebSocket, WebSocketServer } from 'ws'
import { HubError } from '../../../core/error.ts'
import type { VoiceEvent } from '../events.ts'
import type { Step, VoiceQuestion } from '../port.ts'
import { type FromAgent, fromHub, type Request } from '../wire.ts'
import type { Journal } from './journal.ts'

export interface HubsOptions {
  readonly agent: string
  /** On 127.0.0.1. */
  readonly port: number
  readonly journal: Journal
  /** Resolves with what the hub gets back. */
  readonly handle: (request: Request) => Promise<unknown>
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export interface Hubs {
  tell(event: VoiceEvent): void
  /** Waits for a hub where none is there. */
  ask(question: VoiceQuestion): Promise<readonly Step[]>
  close(): Promise<void>
}

interface Hub {
  readonly socket: WebSocket
  /** Events that it has not taken yet. */
  readonly told: Map<number, VoiceEvent>
}

export async function openHubs({ agent, port, journal, handle, log }: HubsOptions): Promise<Hubs> {
  const hubs = new Set<Hub>()
  /** Which hub gave the steps of what, so that it hears of it first. */
  const givers = new Map<string, Hub>()
  const questions = new Map<number, { resolve(steps: readonly Step[]): void; reject(error: unknown): void }>()
  let asked = 0
  let arrived = Promise.withResolvers<void>()

  const server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    maxPayload: 4 << 20,
    // A page in somebody's browser could reach this port too.
    verifyClient: ({ req }: { req: { headers: { origin?: string | undefined } } }) => req.headers.origin === undefined,
  })
  await once(server, 'listening')
  server.on('connection', socket => {
    const hub: Hub = { socket, told: new Map() }
    hubs.add(hub)
    socket.on('error', () => {}) // `close` follows.
    socket.on('close', () => left(hub))
    socket.on('message', (data: Buffer) => {
      try {
        received(hub, data.toString())
      } catch (error) {
        log?.warn({ err: error }, 'a hub said something malformed')
      }
    })
    say(hub, { agent })
    arrived.resolve()
    // What nobody else is being told.
    const underway = new Set([...hubs].flatMap(({ told }) => [...told.keys()]))
    for (const event of journal.waiting()) if (!underway.has(event.number)) tell(event)
  })

  const say = ({ socket }: Hub, message: FromAgent) => socket.send(JSON.stringify(message))

  function left(hub: Hub): void {
    hubs.delete(hub)
    for (const [about, giver] of givers) if (giver === hub) givers.delete(about)
    if (hubs.size === 0) arrived = Promise.withResolvers()
    else for (const event of hub.told.values()) tell(event)
  }

  function received(hub: Hub, text: string): void {
    const message = fromHub.parse(JSON.parse(text))
    if ('taken' in message) {
      hub.told.delete(message.taken)
      journal.taken(message.taken)
    } else if ('answerTo' in message) {
      const waiting = questions.get(message.answerTo)
      questions.delete(message.answerTo)
      if (message.steps) waiting?.resolve(message.steps)
      else waiting?.reject(new HubError('voice.no-answer', 404))
    } else void serve(hub, message.id, message.request)
  }

  async function serve(hub: Hub, id: number, request: Request): Promise<void> {
    if ('about' in request && request.about !== undefined) gives(hub, request.about)
    try {
      const result = (await handle(request)) ?? null
      say(hub, { id, result })
    } catch (error) {
      const known = error instanceof HubError ? error : new HubError('voice.unavailable', 503)
      if (known !== error) log?.warn({ err: error }, 'a hub asked for what could not be done')
      const { code, status, details } = known
      say(hub, { id, failed: { code, status, details } })
    }
  }

  function gives(hub: Hub, about: string): void {
    givers.delete(about)
    givers.set(about, hub)
    const [oldest] = givers.keys()
    if (givers.size > 10_000 && oldest !== undefined) givers.delete(oldest)
  }

  const best = (about: string | undefined): Hub | undefined => {
    const giver = about === undefined ? undefined : givers.get(about)
    return giver ?? hubs.values().next().value
  }

  function tell(event: VoiceEvent): void {
    const hub = best(event.about)
    if (!hub) return
    hub.told.set(event.number, event)
    say(hub, { event })
  }

  return {
    tell,
    async ask(question) {
      await arrived.promise
      const hub = best(question.about)
      if (!hub) throw new HubError('voice.no-answer', 404)
      asked += 1
      const number = asked
      return await new Promise((resolve, reject) => {
        questions.set(number, { resolve, reject })
        hub.socket.once('close', () => {
          if (questions.delete(number)) reject(new HubError('voice.no-answer', 404))
        })
        say(hub, { question: number, asks: question })
      })
    },
    async close() {
      for (const { socket } of hubs) socket.terminate()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
